"""Next year's draft from last year's plan, for `vanban roll`.

The order of the work:

1. `roll.roll` gathers the `scene`: the plan's texts (`reading`: each one NFC, its marks blank, its
   dashes hyphens, every character still where it was typed), the `step` in years, the register,
   how long bodies are called what they are (`lives`), the slogans, the documents (`citing`).
2. Each text goes through the finders in the order of `roll._FINDERS`. A finder yields `claims`:
   a stretch, its fate, why. Who comes first has the stretch, so that nothing inside a document's
   name is a year of the plan: `documents`, `people`, `figures` that are no years, `sayings`,
   `events`, `periods`, then the `moments` that move, by rules of which the first that answers
   decides (`dates`: days in the calendar and words rewritten; `weekdays`; `daysoff`), the
   `bodies`, and of the years whatever is left (`leftovers`).
3. A claim with its place in the file is a `mention`; the `head` (year, number, date, targets,
   parent) and the signers are mentions from the start. Mentions to decide that share a key are
   one `Point`.
4. `Roll.written` makes the changes and the answers edits of the user's own file (`writing`), and
   puts a comment above the entry of each point that is left (`comments`).
"""
