"""One turn with Strands: the large model's answer with a tool as it streams, the small model's in one piece."""

import sys

from strands import Agent, tool
from strands.models import BedrockModel

large, small, prompt = sys.argv[1:]


@tool
def say(word: str) -> str:
    """Says a word.

    Args:
        word: The word
    """
    return word * 2


Agent(model=BedrockModel(model_id=large), tools=[say])(prompt)
print()
Agent(model=BedrockModel(model_id=small, streaming=False))(prompt)
print()
