import { Component, type ComponentChild, type ComponentType } from 'preact';

/** `View`, drawn again only when one of its props is another one. It must read no signals. */
export function memo<Props extends object>(View: (props: Props) => ComponentChild): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      for (const key in next) if (next[key] !== this.props[key]) return true;
      return false;
    }
    override render(): ComponentChild {
      return View(this.props);
    }
  };
}
