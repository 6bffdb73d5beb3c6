/**
 * Loaded before every test file. `--test-force-exit` ends the process at once and cuts off what is still on its way to the run:
 * a file of a hundred quick tests reported some thirty of them, and a failure lost its name. Here an end waits a moment for the last words.
 */
const end = process.exit.bind(process);
const moment = 100;
process.exit = ((code?: number) => void setTimeout(() => end(code), moment)) as typeof process.exit;
