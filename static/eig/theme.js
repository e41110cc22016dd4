// The reader's system decides between light and dark; paper is always light.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.frTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", follow);
  window.addEventListener("beforeprint", () => { root.dataset.frTheme = "light"; });
  window.addEventListener("afterprint", follow);
})();
