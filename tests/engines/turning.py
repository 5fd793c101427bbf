"""How a driver knows that the next page is there: as a new document, or swapped in by htmx."""

OLD = (
    "(function(){var page=document.getElementById('page');document.__old=1;"
    "if(page&&page.firstElementChild)page.firstElementChild.__old=1})()"
)
NEW = (
    "(function(){var page=document.getElementById('page'),first=page&&page.firstElementChild;"
    "return document.readyState=='complete'&&(!document.__old||!!first&&!first.__old"
    "&&!document.querySelector('[data-busy]'))})()"
)
