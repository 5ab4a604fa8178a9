interface ItemOptions {
  id?: string;
  label?: string;
  role?: string;
  enabled?: boolean;
  submenu?: ItemOptions[];
  click?: (item: MenuItem, window: unknown, event: object) => void;
}

/** Electron's `MenuItem`. */
export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly enabled: boolean;
  readonly submenu: Menu | undefined;
  readonly click: () => void;
  constructor(options: ItemOptions) {
    this.id = options.id;
    this.label = options.label ?? '';
    this.role = options.role;
    this.enabled = options.enabled ?? true;
    this.submenu = options.submenu && Menu.buildFromTemplate(options.submenu);
    this.click = () => options.click?.(this, null, {});
  }
}

let current: Menu | null = null;

/** Electron's `Menu`, without the drawing. */
export class Menu {
  readonly items: MenuItem[] = [];
  static buildFromTemplate(template: ItemOptions[]): Menu {
    const menu = new Menu();
    menu.items.push(...template.map((options) => new MenuItem(options)));
    return menu;
  }
  static setApplicationMenu = (menu: Menu | null): void => {
    current = menu;
  };
  static getApplicationMenu = (): Menu | null => current;
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
