"""Backpropagation: who is to blame? Gradients through graphs, layers and networks."""
