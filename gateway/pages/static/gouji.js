/* Makes the pages livelier and no more: without it everything works. ES2017, for old browsers. */
(function () {
  'use strict';

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  /* what is said to everybody, also to who cannot see the page */
  var voice = document.createElement('p');
  voice.className = 'said';
  voice.setAttribute('role', 'status');

  function say(words) {
    voice.textContent = words;
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(function () { voice.textContent = ''; }, 6000);
  }

  /* a target that lies in something folded is unfolded */
  function unfold(target) {
    for (var one = target; one; one = one.parentElement) {
      if (one.tagName === 'DETAILS') { one.open = true; }
    }
  }

  /* the cells of a finding, and the findings of a cell, light up together */
  function light(finding) {
    each('.lit', function (one) { one.classList.remove('lit'); });
    each('td.figure', function (cell) {
      if ((cell.getAttribute('data-findings') || '').split(' ').indexOf(finding) >= 0) { cell.classList.add('lit'); }
    });
    var item = document.getElementById(finding);
    if (item) { item.classList.add('lit'); unfold(item); }
  }

  function arrived() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    unfold(target);
    if (target.classList.contains('finding')) { light(target.id); }
    target.scrollIntoView({ block: 'center' });
  }

  function jumps() {
    each('.to-cell', function (link) {
      link.addEventListener('click', function () { light(link.getAttribute('data-finding')); });
    });
    each('td.figure', function (cell) {
      var findings = (cell.getAttribute('data-findings') || '').trim().split(' ');
      if (!findings[0]) { return; }
      cell.addEventListener('click', function (event) {
        if (event.target.tagName !== 'A' && event.target.tagName !== 'INPUT') { location.hash = findings[0]; }
      });
    });
    window.addEventListener('hashchange', arrived);
    arrived();
  }

  /* the address of one finding, to be sent to a colleague, who signs in first */
  function links() {
    if (!navigator.clipboard) { return; }
    each('.to-self', function (link) {
      link.addEventListener('click', function () {
        navigator.clipboard.writeText(link.href).then(function () {
          say('链接已复制，可以发给同事，对方登录后就能看到这一条。');
        }, function () { say('浏览器不让复制，请从地址栏复制。'); });
      });
    });
  }

  /* a form that is on its way says so, and is not sent twice */
  function busy() {
    each('form[data-busy]', function (form) {
      form.addEventListener('submit', function () {
        window.setTimeout(function () {
          each('button[type="submit"]', function (button) { button.disabled = true; }, form);
        }, 0);
        window.clearTimeout(say.timer);
        voice.textContent = form.getAttribute('data-busy');
      });
    });
    window.addEventListener('pageshow', function (event) {
      if (!event.persisted) { return; }
      each('button[disabled]', function (button) { button.disabled = false; });
      voice.textContent = '';
    });
  }

  /* a file that is too large is told before it is sent */
  function sizes() {
    var most = 50 * 1024 * 1024;
    each('input[type="file"]', function (input) {
      input.addEventListener('change', function () {
        var large = Array.prototype.filter.call(input.files, function (file) { return file.size > most; });
        var words = large.length ? '“' + large[0].name + '”超过50兆，请压缩图片后再选。' : '';
        input.setCustomValidity(words);
        if (words) { say(words); }
      });
    });
  }

  /* 试改: what was typed over is marked while it is typed */
  function edits() {
    var inputs = document.querySelectorAll('.form input');
    if (!inputs.length) { return; }
    each('.form input', function (input) {
      input.addEventListener('input', function () {
        var other = input.value.trim() !== input.getAttribute('data-was');
        input.parentElement.classList[other ? 'add' : 'remove']('changed');
        var count = document.querySelectorAll('.form .changed').length;
        say(count ? '改了' + count + '格，按“再核查一次”看结果。' : '与原来的数相同。');
      });
    });
  }

  function prints() {
    each('.print', function (button) {
      button.hidden = false;
      button.addEventListener('click', function () { window.print(); });
    });
  }

  document.body.appendChild(voice);
  jumps();
  links();
  busy();
  sizes();
  edits();
  prints();
}());
