// What Python finds in its environment, in a page as when its snapshot is made. HOME lies in Pyodide's own file system, in
// memory: it is the folder that Pyodide makes, and none of any machine.
export const HOME = "/home/pyodide";
export const ENVIRONMENT = { HOME, MPLBACKEND: "module://course_cells.backend" };
