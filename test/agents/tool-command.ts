/** What a tool that was run has to say, and its command does not. */
export const TOOL_OUTPUT = 'tool-output-42'

/** A command of a shell that prints TOOL_OUTPUT. */
export const TOOL_COMMAND = 'echo tool-output-$((6*7))'
