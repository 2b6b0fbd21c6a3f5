// <button data-open="ID"> opens a dialog, <button data-close> closes the one that it stands in. So does
// a click beside it that began there: one that ends a selection began within.
// In the head and no module, so that it runs before there is a button: a press would do nothing while
// the other scripts are on their way.
{
  let pressed = null;
  document.addEventListener("pointerdown", (event) => (pressed = event.target));
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    event.target.closest("[data-close]")?.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && pressed === event.target) event.target.close();
  });
}
