// On a phone a stacked table's rows and cells are laid out as blocks, and some browsers then forget
// that they are a table. Naming the parts keeps them readable by row and column in a screen reader.
const roles = [
  ["thead, tbody, tfoot", "rowgroup"],
  ["tr", "row"],
  ["td", "cell"],
  ["th[scope=row]", "rowheader"],
  ["th:not([scope=row])", "columnheader"],
];

export function nameTableParts(scope) {
  const tables = [...scope.querySelectorAll(".bp-table--stacked")];
  if (scope.matches?.(".bp-table--stacked")) {
    tables.push(scope);
  }
  for (const table of tables) {
    table.setAttribute("role", "table");
    for (const [selector, role] of roles) {
      table.querySelectorAll(selector).forEach((part) => part.setAttribute("role", role));
    }
  }
}
