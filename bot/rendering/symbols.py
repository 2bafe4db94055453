"""What TeX's commands look like in Unicode."""

_TABLE = """
alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ
lambda=λ mu=μ nu=ν xi=ξ pi=π varpi=ϖ rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=ϕ varphi=φ
chi=χ psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω
times=× cdot=· div=÷ pm=± mp=∓ ast=∗ star=⋆ circ=∘ bullet=• odot=⊙ oplus=⊕ otimes=⊗ le=≤ leq=≤ ge=≥ geq=≥
ne=≠ neq=≠ ll=≪ gg=≫ approx=≈ sim=∼ simeq=≃ cong=≅ equiv=≡ propto=∝ in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆
supset=⊃ supseteq=⊇ cup=∪ cap=∩ bigcup=⋃ bigcap=⋂ bot=⊥ top=⊤ setminus=∖ emptyset=∅ varnothing=∅ forall=∀
exists=∃ neg=¬ lnot=¬ land=∧ wedge=∧ lor=∨ vee=∨ to=→ rightarrow=→ leftarrow=← gets=← Rightarrow=⇒
Leftarrow=⇐ leftrightarrow=↔ Leftrightarrow=⇔ implies=⇒ iff=⇔ mapsto=↦ uparrow=↑ downarrow=↓ infty=∞
partial=∂ nabla=∇ sum=∑ prod=∏ int=∫ ldots=… cdots=⋯ dots=… vdots=⋮ prime=′ dagger=† ell=ℓ hbar=ℏ Re=ℜ
Im=ℑ angle=∠ perp=⊥ parallel=∥ mid=| vert=| Vert=‖ lVert=‖ rVert=‖ lvert=| rvert=| langle=⟨ rangle=⟩
lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ lbrace={ rbrace=} colon=: degree=° geqslant=≥ leqslant=≤
"""
_FUNCTION_NAMES = """
log ln exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh max min sup inf lim
arg det dim ker gcd Pr
"""
_PLAIN_NAMES = "text mathrm mathbf mathit mathsf mathtt boldsymbol bm operatorname textbf textit mathcal"
_DROPPED_NAMES = "left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle limits nolimits !"

SYMBOLS = {name: symbol for name, _, symbol in (pair.partition("=") for pair in _TABLE.split())}
FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
PLAIN = frozenset(_PLAIN_NAMES.split())
DROPPED = frozenset(_DROPPED_NAMES.split())
SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "quad": "  ", "qquad": "    "}
ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
}
BLACKBOARD = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", strict=True))
SUPERSCRIPT = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθϕχ′∗ ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′*" + "\u2009",
)
SUBSCRIPT = str.maketrans("0123456789+-=()aehijklmnoprstuvxβγρϕχ ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ" + "\u2009")
