// What was typed and not sent, kept in this browser for each conversation and mode.

const key = (conversation, mode) => `parkline:draft:${conversation}:${mode}`;

export const read = (conversation, mode) => localStorage.getItem(key(conversation, mode)) ?? "";

export function keep(conversation, mode, text) {
  if (text.trim()) localStorage.setItem(key(conversation, mode), text);
  else localStorage.removeItem(key(conversation, mode));
}
