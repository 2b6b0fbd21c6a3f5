"""The desk itself: requests, permissions, pages' shell, texts, the stream. It knows no area."""
