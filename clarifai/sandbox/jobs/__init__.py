"""Work behind the answers: looking at inputs, training, evaluating, deleting."""
