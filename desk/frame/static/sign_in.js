// The demo's accounts: a click signs in.

const form = document.getElementById("sign-in");

for (const account of document.querySelectorAll(".account")) {
  account.addEventListener("click", () => {
    form.elements.login.value = account.dataset.login;
    form.elements.password.value = account.dataset.password;
    form.requestSubmit();
  });
}
