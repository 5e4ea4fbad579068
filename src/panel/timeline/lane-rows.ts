/** At most so many lanes are drawn; more connections share them. */
export const MAX_LANES = 8;

/** How many lanes so many connections are drawn in. */
export const laneRows = (connections: number): number => Math.min(connections, MAX_LANES);
