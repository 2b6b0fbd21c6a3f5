"""Draw all pictures anew."""

from pathlib import Path

from parkline.demo.drawn.dishes import DISHES, draw

FOLDER = Path(__file__).parents[1] / "pictures"
SIDE = 480
QUALITY = 78


def main() -> None:
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    for code in DISHES:
        draw(code).resize((SIDE, SIDE)).save(FOLDER / f"{code}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
