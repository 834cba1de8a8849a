import { api } from "./api.js";
import { Chat } from "./chat.js";
import { report } from "./dialogs.js";
import { byId, safeAddress } from "./dom.js";
import { People } from "./people.js";

async function showShopLink() {
  const address = safeAddress((await api.pageConfig())?.shop_url);
  if (!address) return;
  byId("shop-link").setAttribute("href", address);
  byId("shop-link").hidden = false;
}

const chat = new Chat();
const people = new People((person) => chat.open(person));
showShopLink().catch(report);
people.start().catch(report);
