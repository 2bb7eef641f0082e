/// One style sheet for every page of every party, in this order: tokens, elements, the frame around a page,
/// components, wide screens, preferences, print. Phone first; nothing is loaded from elsewhere.
///
/// Texts have a contrast of at least 4.5 to 1 and borders of fields 3 to 1, in light and dark; a test
/// computes them from ``ColourTokens``. `/design` of a demonstration shows every component.
let styleSheet =
  ColourTokens.css + elementStyles + frameStyles + actionStyles + formStyles + contentStyles + wideStyles

/// The colours, by what they are for. The names are those of the style sheet's custom properties.
enum ColourTokens {
  static let light: [(name: String, value: String)] = [
    ("ink", "#15212c"), ("quiet", "#485664"), ("ground", "#f3f5f8"), ("surface", "#ffffff"),
    ("line", "#d5dce3"), ("edge", "#6f7d8b"), ("accent", "#0b4f8a"), ("accent-ink", "#ffffff"),
    ("accent-strong", "#07335b"), ("tint", "#e8f0f8"), ("warn", "#6f3f00"), ("warn-ground", "#fff2d9"),
    ("warn-line", "#c98a1b"), ("good", "#14532d"), ("good-ground", "#e4f3e9"), ("good-line", "#4d9468"),
    ("danger", "#96191c"), ("danger-ground", "#fdecec"), ("danger-line", "#cf5a5a"), ("focus", "#a83f00"),
  ]
  static let dark: [(name: String, value: String)] = [
    ("ink", "#e8eef4"), ("quiet", "#b0bcc8"), ("ground", "#0f161d"), ("surface", "#18222c"),
    ("line", "#2f3d49"), ("edge", "#8a99a8"), ("accent", "#8cc4ff"), ("accent-ink", "#06223c"),
    ("accent-strong", "#b9dbff"), ("tint", "#1c2f41"), ("warn", "#ffd591"), ("warn-ground", "#392b10"),
    ("warn-line", "#a9781f"), ("good", "#a5dfb8"), ("good-ground", "#153121"), ("good-line", "#3f7d57"),
    ("danger", "#ffb3b0"), ("danger-ground", "#3d1819"), ("danger-line", "#b25552"), ("focus", "#ffb066"),
  ]

  /// What stands on what, as text.
  static let texts: [(text: String, ground: String)] = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "tint"), ("quiet", "ground"), ("quiet", "surface"),
    ("quiet", "tint"), ("accent", "ground"), ("accent", "surface"), ("accent", "tint"),
    ("accent-ink", "accent"), ("accent-ink", "accent-strong"), ("accent-strong", "surface"),
    ("accent-strong", "tint"), ("warn", "warn-ground"), ("warn", "surface"), ("good", "good-ground"),
    ("danger", "danger-ground"), ("danger", "surface"), ("danger", "ground"),
  ]

  static var css: String {
    func block(_ tokens: [(name: String, value: String)]) -> String {
      tokens.map { "--\($0.name): \($0.value);" }.joined(separator: " ")
    }
    return """
      :root { color-scheme: light dark; \(block(light))
        --radius: 8px; --measure: 44rem; --page: 66rem; }
      @media (prefers-color-scheme: dark) { :root { \(block(dark)) } }

      """
  }
}

private let elementStyles = """
  *, *::before, *::after { box-sizing: border-box; }
  html { font-size: 100%; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
  body { margin: 0; min-height: 100vh; display: flex; flex-direction: column;
    background: var(--ground); color: var(--ink);
    font: 1.0625rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif; }
  h1, h2, h3 { line-height: 1.25; margin: 0 0 0.75rem; font-weight: 650; overflow-wrap: anywhere;
    text-wrap: balance; }
  h1 { font-size: 1.65rem; letter-spacing: -0.015em; }
  h2 { font-size: 1.2rem; margin-top: 2rem; letter-spacing: -0.005em; }
  h3 { font-size: 1.0625rem; }
  p, ul, ol { margin: 0 0 1rem; max-width: var(--measure); }
  a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
  a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
  code { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
  img { max-width: 100%; }
  table { width: 100%; border-collapse: collapse; background: var(--surface); }
  th, td { text-align: left; padding: 0.6rem 0.75rem; border-bottom: 1px solid var(--line);
    vertical-align: top; overflow-wrap: anywhere; }
  caption { text-align: left; font-weight: 650; padding: 0.5rem 0; }
  .quiet { color: var(--quiet); font-size: 0.9375rem; }
  .lead { font-size: 1.15rem; color: var(--quiet); }
  .hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap; }

  """

private let frameStyles = """
  .skip { position: absolute; left: 0.5rem; top: -5rem; padding: 0.6rem 1rem; background: var(--surface);
    z-index: 2; }
  .skip:focus { top: 0.5rem; }
  .bar, main { width: 100%; max-width: var(--page); margin-inline: auto; padding-inline: 1rem; }
  .top { background: var(--surface); border-bottom: 1px solid var(--line);
    border-top: 4px solid var(--accent); }
  .top .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: 0 1rem; }
  .top ul { list-style: none; margin: 0; padding: 0; display: flex; max-width: none; }
  .brand { display: inline-flex; align-items: center; gap: 0.6rem; padding: 0.7rem 0; color: var(--ink);
    font-weight: 650; font-size: 1.1875rem; text-decoration: none; letter-spacing: -0.01em; }
  .languages a { display: block; min-width: 2.75rem; padding: 0.6rem 0.5rem; text-align: center;
    text-transform: uppercase; text-decoration: none; font-size: 0.875rem; letter-spacing: 0.03em; }
  .languages abbr { text-decoration: none; }
  .languages [aria-current] { color: var(--ink); font-weight: 700; box-shadow: inset 0 -3px var(--accent); }
  .sections { border-top: 1px solid var(--line); font-size: 0.9375rem; }
  .sections .bar { justify-content: flex-start; gap: 0 1.15rem; max-width: var(--page); margin-inline: auto;
    padding-inline: 1rem; }
  .sections a, .plain { display: block; padding: 0.75rem 0; min-height: 2.75rem; text-decoration: none; }
  .sections a:hover { text-decoration: underline; }
  .sections a[aria-current] { color: var(--ink); font-weight: 650; box-shadow: inset 0 -3px var(--accent); }
  .sections .last { margin-left: auto; }
  .sections form { margin: 0; }
  .plain { border: 0; background: none; font: inherit; color: var(--accent); cursor: pointer; }
  .plain:hover { text-decoration: underline; color: var(--accent-strong); }
  main { flex: 1; padding-block: 1.5rem 3rem; }
  main:focus { outline: none; }
  .foot { background: var(--surface); border-top: 1px solid var(--line); padding-block: 1.25rem 1.75rem;
    color: var(--quiet); font-size: 0.9375rem; }
  .foot ul { list-style: none; padding: 0; margin: 0 0 0.5rem; display: flex; flex-wrap: wrap;
    gap: 0 1.5rem; max-width: none; }
  .foot a { display: inline-block; padding: 0.35rem 0; }
  .foot [aria-current] { color: var(--ink); text-decoration: none; font-weight: 600; }
  .foot p { margin: 0; }

  """

private let actionStyles = """
  .button { display: inline-block; padding: 0.55rem 1.1rem; border: 2px solid var(--accent);
    border-radius: var(--radius); background: var(--accent); color: var(--accent-ink); font: inherit;
    font-weight: 600; text-decoration: none; text-align: center; cursor: pointer; min-height: 2.75rem;
    max-width: 100%; overflow-wrap: anywhere; }
  .button:hover { background: var(--accent-strong); border-color: var(--accent-strong);
    color: var(--accent-ink); }
  .button:active { transform: translateY(1px); }
  .button.second { background: var(--surface); color: var(--accent); }
  .button.second:hover { background: var(--tint); color: var(--accent-strong);
    border-color: var(--accent-strong); }
  .button.quiet { background: transparent; border-color: transparent; color: var(--accent);
    font-size: inherit; text-decoration: underline; text-underline-offset: 0.18em; padding-inline: 0.5rem; }
  .button.quiet:hover { background: var(--tint); color: var(--accent-strong); }
  .button.danger { background: var(--surface); border-color: var(--danger); color: var(--danger); }
  .button.danger:hover { background: var(--danger-ground); color: var(--danger); }
  .button:disabled, .button[aria-disabled="true"] { background: var(--line); border-color: var(--line);
    color: var(--quiet); cursor: not-allowed; }
  .actions { list-style: none; padding: 0; margin: 1.25rem 0; display: flex; flex-wrap: wrap;
    gap: 0.75rem; max-width: none; }
  .actions form { margin: 0; }
  .tabs { border-bottom: 1px solid var(--line); margin: 0 0 1.25rem; }
  .tabs ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: 0;
    max-width: none; }
  .tabs a { display: block; padding: 0.65rem 0; text-decoration: none; min-height: 2.75rem; }
  .tabs a:hover { box-shadow: inset 0 -3px var(--line); }
  .tabs [aria-current] { color: var(--ink); font-weight: 650; box-shadow: inset 0 -3px var(--accent); }
  .count { display: inline-block; min-width: 1.5rem; padding: 0 0.4rem; border-radius: 1rem;
    background: var(--tint); color: var(--accent-strong); font-size: 0.8125rem; font-weight: 650;
    text-align: center; }
  .paging { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: 0.75rem; margin-top: 1.25rem; }
  .paging p { margin: 0; }
  .back { margin-bottom: 0.75rem; }
  .back a::before { content: "←"; content: "←" / ""; margin-right: 0.4rem; }

  """

private let formStyles = """
  label, legend { font-weight: 600; display: block; margin-bottom: 0.25rem; padding: 0; }
  input, select, textarea { font: inherit; color: inherit; background: var(--surface);
    border: 1px solid var(--edge); border-radius: var(--radius); padding: 0.5rem 0.7rem; min-height: 2.75rem;
    max-width: 100%; }
  input:hover, select:hover, textarea:hover { border-color: var(--ink); }
  input[type="checkbox"], input[type="radio"] { width: 1.25rem; height: 1.25rem; min-height: 0;
    margin: 0.15rem 0.6rem 0 0; flex: none; accent-color: var(--accent); }
  fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
  .field { margin: 0 0 1rem; min-width: 0; }
  .wide { display: block; width: 100%; max-width: var(--measure); }
  textarea { resize: vertical; min-height: 9rem; }
  .hint { color: var(--quiet); font-size: 0.9375rem; margin: 0 0 0.35rem; }
  .choice { display: flex; align-items: flex-start; padding: 0.35rem 0; max-width: var(--measure); }
  .choice label { font-weight: 400; margin: 0; }
  [aria-invalid="true"] { border: 2px solid var(--danger); }
  .error { color: var(--danger); font-weight: 600; margin: 0 0 0.35rem; }
  .joined { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .joined input { flex: 1 1 12rem; min-width: 0; }
  .search { margin: 0 0 1.25rem; max-width: var(--measure); }
  .search .field { margin-bottom: 0.5rem; }
  .fields { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 1.25rem; padding-top: 0.75rem; }
  .fields input, .fields select { width: 100%; }
  .fields .button { justify-self: start; }
  summary { cursor: pointer; padding: 0.5rem 0; min-height: 2.75rem; color: var(--accent);
    width: fit-content; }
  summary:hover { color: var(--accent-strong); text-decoration: underline; }
  .questions { border-top: 1px solid var(--line); margin-bottom: 2rem; max-width: var(--measure); }
  .question { border-bottom: 1px solid var(--line); }
  .question summary { width: auto; padding: 0.85rem 0; }
  .question h2 { display: inline; font-size: 1.0625rem; margin: 0; color: inherit; }
  .question p { padding-left: 1.1rem; }

  """

private let contentStyles = """
  .panel, .empty { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
    padding: 1.15rem; margin: 0 0 1.25rem; }
  .panel > :last-child, .empty > :last-child { margin-bottom: 0; }
  .panel > h2:first-child, .empty > h2:first-child { margin-top: 0; }
  .empty { border-style: dashed; border-color: var(--edge); padding: 2rem 1.15rem; }
  .notice { border: 1px solid var(--warn-line); border-left-width: 5px; border-radius: var(--radius);
    padding: 0.75rem 1rem; background: var(--warn-ground); color: var(--warn); margin: 0 0 1.25rem; }
  .notice a { color: inherit; }
  .notice > :last-child { margin-bottom: 0; }
  .notice.calm { border-color: var(--accent); background: var(--tint); color: var(--ink); }
  .notice.good { border-color: var(--good-line); background: var(--good-ground); color: var(--good); }
  .notice.danger { border-color: var(--danger-line); background: var(--danger-ground);
    color: var(--danger); }
  .badge { display: inline-block; padding: 0.05rem 0.6rem; border: 1px solid var(--line);
    border-radius: 1rem; font-size: 0.8125rem; font-weight: 600; line-height: 1.6; color: var(--quiet);
    background: var(--surface); }
  .badge.strong { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
  .badge.calm { background: var(--tint); border-color: var(--accent); color: var(--accent-strong); }
  .badge.warn { background: var(--warn-ground); border-color: var(--warn-line); color: var(--warn); }
  .badge.registered { border: 2px solid var(--ink); color: var(--ink); }
  .badge.good { background: var(--good-ground); border-color: var(--good-line); color: var(--good); }
  .badge.danger { background: var(--danger-ground); border-color: var(--danger-line);
    color: var(--danger); }
  .marks { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; max-width: none; }
  .over { margin: 0 0 0.25rem; font-weight: 600; color: var(--quiet); }
  .found { color: var(--quiet); }

  .list { list-style: none; margin: 0 0 1.25rem; padding: 0; max-width: none; background: var(--surface);
    border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
  .list > li { position: relative; padding: 0.9rem 1rem 0.9rem 1.15rem;
    border-top: 1px solid var(--line); border-left: 4px solid transparent; }
  .list > li:first-child { border-top: 0; }
  .list > li:hover { background: var(--tint); }
  .list > .fresh { border-left-color: var(--accent); }
  .list > .registered { border-left: 8px double var(--ink); }
  .list > li:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: -3px; }
  .list > li:has(:focus-visible) :focus-visible { outline: 0; }
  .list p { margin: 0; max-width: none; }
  .list .head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem;
    font-size: 0.9375rem; color: var(--quiet); }
  .list .who { overflow-wrap: anywhere; min-width: 0; }
  .list .fresh .who { color: var(--ink); font-weight: 650; }
  .list .subject { font-size: 1.0625rem; font-weight: 450; margin: 0.1rem 0 0.15rem; text-wrap: wrap; }
  .list .fresh .subject { font-weight: 700; }
  .list .subject a { text-decoration: none; color: var(--ink); }
  .list > li:hover .subject a { text-decoration: underline; color: var(--accent-strong); }
  .list .subject a::after { content: ""; position: absolute; inset: 0; }
  .list .facts { display: flex; flex-wrap: wrap; gap: 0 0.35rem; color: var(--quiet);
    font-size: 0.9375rem; }
  .list .facts a { display: inline-block; padding-block: 0.25rem; }
  .list .facts > * { flex: 1 0 100%; overflow-wrap: anywhere; min-width: 0; }
  .list .marks { margin-top: 0.4rem; }

  .facts-table { margin: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts-table dt { color: var(--quiet); font-size: 0.9375rem; }
  .facts-table dd { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
  .facts-table dd p { margin: 0; }
  .facts-table dd:last-child { margin-bottom: 0; }
  .facts-table + p { margin: 0.75rem 0 0; }
  .text { white-space: pre-line; overflow-wrap: anywhere; }
  .document { width: 100%; height: 80vh; min-height: 24rem; border: 1px solid var(--line);
    border-radius: var(--radius); background: #fff; margin-bottom: 1.25rem; }
  .files { list-style: none; margin: 0; padding: 0; max-width: none; }
  .files > li { padding: 0.9rem 0; border-top: 1px solid var(--line); }
  .files > li:first-child { border-top: 0; padding-top: 0; }
  .files > li:last-child { padding-bottom: 0; }
  .files p { margin: 0; }
  .files .name { font-weight: 600; overflow-wrap: anywhere; }
  .files .actions { margin: 0.6rem 0 0; }
  ol.steps, ul.points { padding-left: 1.3rem; }
  ol.steps li, ul.points li { padding: 0.2rem 0; overflow-wrap: anywhere; }
  .panel > form:last-child { margin: 0; }
  .after { margin-top: 1.25rem; }
  .swatches { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.75rem;
    max-width: none; }
  .swatches li { width: 9rem; border: 1px solid var(--line); border-radius: var(--radius); padding: 0.75rem;
    background: var(--surface); font-size: 0.875rem; }

  """

private let wideStyles = """
  @media (min-width: 45rem) {
    h1 { font-size: 2.1rem; }
    main { padding-block: 2.25rem 4rem; }
    .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .facts-table { grid-template-columns: minmax(8rem, 13rem) minmax(0, 1fr); gap: 0 1rem; }
    .facts-table dd { margin-bottom: 0.6rem; }
    .two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem; }
    .sections { font-size: 1rem; }
    .sections .bar { gap: 0 1.75rem; }
    .panel { padding: 1.4rem; }
    .list > li { padding-inline: 1.4rem; }
    .list .facts > * { flex: none; max-width: 100%; }
    .list .facts > * + *::before { content: "· "; content: "· " / ""; }
  }
  @media (min-width: 62rem) {
    .beside { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); gap: 0 1.5rem;
      align-items: start; }
    .beside .facts-table { grid-template-columns: minmax(0, 1fr); }
    .beside .facts-table dd { margin-bottom: 0.75rem; }
  }
  @media (prefers-reduced-motion: no-preference) { .skip { transition: top 0.1s; } }
  @media (prefers-reduced-motion: reduce) { .button:active { transform: none; } }
  @media (forced-colors: active) { .badge, .count { border: 1px solid; } .fresh { border-left: 4px solid; } }
  @media print {
    .top nav, .skip, .actions, .paging, .tabs, .search, .document, .foot, .back, main form {
      display: none !important; }
    body { background: #fff; color: #000; font-size: 11pt; }
    main { max-width: none; padding: 0; }
    .panel, .list, .list > li { border: 0; padding-inline: 0; background: none; break-inside: avoid; }
    .top { border: 0; }
    .beside { display: block; }
    a { color: inherit; text-decoration: none; }
  }

  """
