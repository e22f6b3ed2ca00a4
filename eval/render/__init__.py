"""How an evaluation looks: terminal, Markdown, JUnit XML, and a page for a phone."""
