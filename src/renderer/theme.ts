import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Colours by what they are for. A test holds every text pair to 4.5:1 and every graphic to 3:1. */
export interface Palette {
  readonly background: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  /** border of a control: seen as a shape of its own */
  readonly edge: string;
  readonly text: string;
  readonly secondary: string;
  readonly accent: string;
  readonly primary: string;
  readonly onPrimary: string;
  readonly informative: string;
  readonly uninformative: string;
  readonly error: string;
  readonly errorText: string;
  readonly surround: string;
  readonly onSurround: string;
  /** a patch on its way, and the rest of a square around one that is not */
  readonly placeholder: string;
  readonly inks: readonly [string, string, string, string, string, string, string, string];
}

export const palettes: { readonly dark: Palette; readonly light: Palette } = {
  dark: {
    background: '#141517',
    surface: '#1b1d20',
    raised: '#25282c',
    line: '#2c2f33',
    edge: '#6a7078',
    text: '#d7dade',
    secondary: '#9aa1a9',
    accent: '#5b8def',
    primary: '#2f62c9',
    onPrimary: '#ffffff',
    informative: '#2f9e8f',
    uninformative: '#d9922e',
    error: '#d64545',
    errorText: '#f07171',
    surround: '#2a2a2a',
    onSurround: '#d7dade',
    placeholder: '#363636',
    inks: ['#5b8def', '#2f9e8f', '#d9922e', '#c77bb5', '#86b04f', '#9d86e0', '#e07a68', '#57a9c9'],
  },
  light: {
    background: '#fbfbfa',
    surface: '#ffffff',
    raised: '#f1f1f0',
    line: '#e3e4e6',
    edge: '#868d95',
    text: '#1d2023',
    secondary: '#5c636b',
    accent: '#2f62c9',
    primary: '#2f62c9',
    onPrimary: '#ffffff',
    informative: '#1d7468',
    uninformative: '#8f5a0c',
    error: '#b3261e',
    errorText: '#b3261e',
    surround: '#8a8a8a',
    onSurround: '#000000',
    placeholder: '#7d7d7d',
    inks: ['#2f62c9', '#1d7468', '#8f5a0c', '#94407f', '#4a6d1f', '#6a4bc0', '#a8402f', '#22708c'],
  },
};

/** Marks lie on pictures, which are the same in both themes; so are the marks. */
export const marks = {
  informative: '#2fb3a1',
  uninformative: '#f0a53c',
  failed: '#d64545',
  focus: '#5b8def',
} as const;

const blue: MantineColorsTuple = [
  '#eaf1fe',
  '#d3e0fb',
  '#a9c3f6',
  '#7ea5f2',
  '#5b8def',
  '#4a7fe6',
  '#3f73dc',
  '#376ad3',
  '#2f62c9',
  '#2753b0',
];
const dark: MantineColorsTuple = [
  '#d7dade',
  '#b8bdc4',
  '#9aa1a9',
  '#868d95',
  '#2c2f33',
  '#25282c',
  '#1b1d20',
  '#141517',
  '#101113',
  '#0b0c0d',
];

/** Mantine as a quiet instrument: small type, small radius, no shadow but under what floats. */
export const theme = createTheme({
  colors: { blue, dark },
  primaryColor: 'blue',
  primaryShade: 8,
  defaultRadius: 4,
  cursorType: 'default',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  components: {
    Button: {
      defaultProps: { size: 'xs', variant: 'default' },
      styles: { label: { fontWeight: 500 } },
    },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: {
      defaultProps: { size: 'xs', transitionDuration: 0 },
      styles: { label: { fontWeight: 400 } },
    },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 400 } },
  },
});

/** The palettes as CSS variables; also what Mantine itself draws text, lines and surfaces with. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mark-informative': marks.informative,
    '--mark-uninformative': marks.uninformative,
    '--mark-failed': marks.failed,
    '--mark-focus': marks.focus,
  },
  dark: variablesOf(palettes.dark),
  light: variablesOf(palettes.light),
});

function variablesOf(palette: Palette): Record<string, string> {
  const { inks, onPrimary, onSurround, errorText, ...plain } = palette;
  const named = Object.entries(plain).map(([name, colour]) => [`--${name}`, colour]);
  const numbered = inks.map((colour, i) => [`--ink-${i}`, colour]);
  return {
    ...Object.fromEntries([...named, ...numbered]),
    '--on-primary': onPrimary,
    '--on-surround': onSurround,
    '--error-text': errorText,
    '--mantine-color-body': palette.background,
    '--mantine-color-text': palette.text,
    '--mantine-color-dimmed': palette.secondary,
    '--mantine-color-placeholder': palette.secondary,
    '--mantine-color-error': palette.errorText,
    '--mantine-color-default': palette.surface,
    '--mantine-color-default-hover': palette.raised,
    '--mantine-color-default-color': palette.text,
    '--mantine-color-default-border': palette.edge,
    '--mantine-color-anchor': palette.accent,
  };
}
