"use strict";
(function () {
  const article = document.getElementById("article");
  const said = document.getElementById("copied");

  function copySelected() {
    const range = document.createRange();
    range.selectNodeContents(article);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    return done;
  }

  async function copy() {
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/html": new Blob([article.innerHTML], { type: "text/html" }),
        "text/plain": new Blob([article.innerText], { type: "text/plain" }),
      })]);
      return true;
    } catch (refused) {
      return copySelected();
    }
  }

  document.getElementById("copy").addEventListener("click", async function () {
    said.textContent = (await copy()) ? "已复制。" : "没有复制成功：请选中下面的正文，再按 Ctrl+C。";
  });
})();
