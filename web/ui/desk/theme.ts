import type { ThemeConfig } from 'antd';

/**
 * The look of the house (ui/tokens.css) in antd's names. antd mixes its own shades and needs the values themselves;
 * a test holds them equal to the file of tokens. Text colours are darker than antd's own: its greys and reds fall below 4.5:1.
 */
export const house = { ink: '#16202c', ink2: '#4a5766', ink3: '#667383', paper: '#ffffff', wash: '#f5f7f9', wash2: '#ebeff3', hairline: '#d8dee6', line: '#76859a', blue: '#0b57b5', vermilion: '#b3261e', green: '#1b6e2c', warning: '#7a5300' } as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: house.blue,
    colorLink: house.blue,
    colorError: house.vermilion,
    colorWarning: house.warning,
    colorSuccess: house.green,
    colorText: house.ink,
    colorTextSecondary: house.ink2,
    colorTextTertiary: house.ink2,
    colorTextDescription: house.ink2,
    colorTextPlaceholder: house.ink3,
    colorTextDisabled: house.ink3,
    colorBorder: house.line,
    colorBorderSecondary: house.hairline,
    colorSplit: house.hairline,
    colorBgLayout: house.wash,
    colorFillAlter: house.wash,
    borderRadius: 4,
    borderRadiusLG: 4,
    borderRadiusSM: 4,
    controlHeight: 36,
    fontFamily: 'var(--font)',
    fontSize: 14,
    lineHeight: 1.6,
    motionDurationFast: '0.1s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.15s',
    boxShadow: '0 0 0 1px #d8dee6, 0 4px 12px rgb(22 32 44 / 12%)',
    boxShadowSecondary: '0 0 0 1px #d8dee6, 0 4px 12px rgb(22 32 44 / 12%)',
    wireframe: false,
  },
};

/** The same look for who asks for less motion: what opens is there at once. */
export const stillTheme: ThemeConfig = { token: { ...theme.token, motion: false, motionDurationFast: '0s', motionDurationMid: '0s', motionDurationSlow: '0s' } };
