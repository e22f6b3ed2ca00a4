"""How a passage is found: chunks, encoder, FAISS, BM25, intent head. Built once, loaded fast."""
