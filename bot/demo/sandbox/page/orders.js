// Shows the sandbox's orders, newest first. Everything that came from people is set as text, never as markup,
// and isolated in its direction, so that a name written right to left leaves its neighbours in place.

const ASK_AGAIN_MS = 1000;
const list = document.getElementById("orders");
const summary = document.getElementById("summary");
const shown = new Map(); // order id -> the JSON that is on the page

const rupiah = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const money = (amount) => `Rp${rupiah.format(amount)}`;
const joined = (parts, separator) => parts.filter((part) => part && part !== "-").join(separator);

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function isolated(tag, className, text) {
  const made = element(tag, className, text);
  made.dir = "auto";
  return made;
}

function status(order) {
  const states = [order.status, order.financialStatus, order.fulfillmentStatus];
  return element("ul", "states", ...states.map((state) => element("li", state, state)));
}

function items(order) {
  const rows = order.lineItems.map((line) => {
    const variant = line.productVariant.key === "Default" ? "" : line.productVariant.key;
    const name = element("td", "item", isolated("bdi", "", line.title));
    if (variant) name.append(isolated("bdi", "variant", variant));
    return element(
      "tr",
      "",
      element("td", "quantity", `${line.quantity} ×`),
      name,
      element("td", "price", money(line.price)),
      element("td", "sum", money(line.price * line.quantity)),
    );
  });
  const total = element(
    "tr",
    "total",
    element("td", "", ""),
    element("th", "", "Total"),
    element("td", "price", ""),
    element("td", "sum", money(order.total)),
  );
  total.children[1].scope = "row";
  return element("table", "", element("tbody", "", ...rows), element("tfoot", "", total));
}

function detail(term, ...values) {
  return [element("dt", "", term), element("dd", "", ...values)];
}

function details(order) {
  const to = order.shippingAddress;
  const buyer = order.customer;
  const facts = element("dl", "");
  const customer = buyer ? joined([buyer.firstName, buyer.lastName], " ") : "";
  facts.append(
    ...detail(
      "Customer",
      customer ? isolated("bdi", "name", customer) : "none given",
      buyer ? isolated("div", "quiet", joined([buyer.phoneNumber, buyer.email], " · ")) : "",
    ),
    ...detail(
      "Ship to",
      isolated("bdi", "", joined([to.firstName, to.lastName], " ")),
      isolated("div", "", joined([to.address1, to.address2], ", ")),
      isolated("div", "", joined([to.city, joined([to.province, to.zip], " "), to.country], ", ")),
      isolated("div", "quiet", to.phone ?? ""),
    ),
  );
  if (order.notes) facts.append(...detail("Notes", isolated("div", "notes", order.notes)));
  if (order.tags.length) {
    const tags = order.tags.map((tag) => isolated("li", "", tag));
    facts.append(...detail("Tags", element("ul", "tags", ...tags)));
  }
  return facts;
}

function card(order) {
  const made = element("time", "quiet", clock.format(new Date(order.createdAt)));
  made.dateTime = order.createdAt;
  const heading = element("div", "heading", element("h2", "", `Order ${order.orderNumber}`), made, status(order));
  return element("article", "", heading, element("div", "body", items(order), details(order)));
}

function show(orders) {
  const newestFirst = [...orders].reverse();
  const ids = new Set(newestFirst.map((order) => order.id));
  for (const id of [...shown.keys()]) {
    if (!ids.has(id)) {
      document.getElementById(id).remove();
      shown.delete(id);
    }
  }
  newestFirst.forEach((order, position) => {
    const text = JSON.stringify(order);
    if (shown.get(order.id) === text) return;
    const next = card(order);
    next.id = order.id;
    const old = document.getElementById(order.id);
    if (old) old.replaceWith(next);
    else list.insertBefore(next, list.children[position] ?? null);
    shown.set(order.id, text);
  });
  document.getElementById("empty").hidden = orders.length > 0;
  const sum = orders.reduce((total, order) => total + order.total, 0);
  say(orders.length ? `${orders.length} ${orders.length === 1 ? "order" : "orders"} · ${money(sum)}` : "", false);
}

function say(text, lost) {
  if (summary.textContent !== text) summary.textContent = text;
  summary.classList.toggle("lost", lost);
}

async function refresh() {
  try {
    const answer = await fetch("/control/orders", { cache: "no-store" });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
    show(await answer.json());
  } catch (error) {
    console.warn(error);
    say("The sandbox doesn’t answer. Trying again…", true);
  }
}

async function watch() {
  if (!document.hidden) await refresh();
  setTimeout(watch, ASK_AGAIN_MS);
}

document.addEventListener("visibilitychange", refresh);
watch();
