"""What is known about Chinese and English text: folding scripts, segmenting words, cutting sentences, aliases."""
