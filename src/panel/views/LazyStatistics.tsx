import { lazy } from './lazy.tsx';

export const LazyStatistics = lazy(async ({ loadStatistics }) => {
  const [{ Statistics }] = await Promise.all([import('./Statistics.tsx'), loadStatistics()]);
  return Statistics;
});
