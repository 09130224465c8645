// Runs before the page is drawn: tells the styles that scripts work, so that enhanced parts do not flicker.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("nhsuk-frontend-supported");
}
