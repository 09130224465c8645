import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  Header,
  NotificationBanner,
  PasswordInput,
  Radios,
  Scroll,
  SkipLink,
  Tabs,
  createAll,
} from "nhsuk-frontend";

import { nameTableParts } from "./tables.js";

const once = [Header, SkipLink];
const anywhere = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  Scroll,
  Tabs,
];

function start(components, scope) {
  for (const component of components) {
    if (scope.querySelector(`[data-module="${component.moduleName}"]`)) {
      createAll(component, undefined, { scope, onError: (error) => console.warn(error) });
    }
  }
}

// A fragment that htmx puts into the page needs the same behaviour as a whole page.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    start(anywhere, event.target.parentElement ?? event.target);
    nameTableParts(event.target);
  }
});

// A button or link marked data-print prints the page; without scripts it stays hidden.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) {
    window.print();
  }
});

start([...once, ...anywhere], document);
nameTableParts(document);
