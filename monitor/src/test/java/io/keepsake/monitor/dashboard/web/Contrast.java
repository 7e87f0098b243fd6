package io.keepsake.monitor.dashboard.web;

/** Measures the contrast of text, as WCAG 2.2 defines it. */
final class Contrast {

  /**
   * Returns the texts whose contrast with what is behind them is below 4.5, with the contrast;
   * empty text if there is none. Colours behind are laid over each other, and opacity counts.
   */
  static final String SCRIPT =
      """
      const parse = (color) => {
        const m = color.match(/[\\d.]+/g).map(Number);
        return [m[0], m[1], m[2], m[3] ?? 1];
      };
      const over = (top, below, alpha) => [0, 1, 2].map((i) => top[i] * alpha + below[i] * (1 - alpha));
      const luminance = (c) => {
        const [r, g, b] = c.slice(0, 3).map((v) => v / 255).map((v) =>
          v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (e) => {
        const layers = [];
        for (let at = e; at; at = at.parentElement) {
          layers.push(parse(getComputedStyle(at).backgroundColor));
        }
        return layers.reverse().reduce((below, top) => over(top, below, top[3]), [255, 255, 255]);
      };
      const opacity = (e) => {
        let all = 1;
        for (let at = e; at; at = at.parentElement) { all *= Number(getComputedStyle(at).opacity); }
        return all;
      };
      const low = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (walker.currentNode.textContent.trim() === '' || e.closest('[hidden], svg, noscript, .hidden, caption, .skip')) {
          continue;
        }
        const back = behind(e);
        const ink = parse(getComputedStyle(e).color);
        const [a, b] = [luminance(over(ink, back, ink[3] * opacity(e))), luminance(back)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (!(ratio >= 4.5)) {
          low.push(`${walker.currentNode.textContent.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
        }
      }
      return low.join('; ');
      """;

  private Contrast() {}
}
