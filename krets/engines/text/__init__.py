"""Words in five languages: chains for the index, snippets and reasons, mail replies, a look for secrets."""
