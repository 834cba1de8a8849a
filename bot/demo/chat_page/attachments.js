import { ask } from "./dialogs.js";
import { openMenu } from "./menu.js";

/** @typedef {import("./api.js").Person} Person */
/** @typedef {(kind: "contact" | "location" | "photo" | "sticker" | "voice" | "document", content: object) => void} Attach */

/** Bandung's main square: somewhere a courier could go. */
const SAMPLE_PLACE = { latitude: "-6.92184", longitude: "107.60706" };

/** Any way of writing a phone number; which of them the bot understands is for the bot to say. */
const PHONE_PATTERN = "[+0-9 .\\(\\)\\-]{5,24}";

/** @param {HTMLElement} anchor @param {Person} person @param {Attach} attach */
export function openAttachMenu(anchor, person, attach) {
  openMenu(anchor, "Attach", [
    { icon: "me", id: "attach-own-contact", label: "My phone number", action: () => shareOwnContact(person, attach) },
    { icon: "contact", id: "attach-contact", label: "Another contact", action: () => shareContact(attach) },
    { icon: "pin", id: "attach-location", label: "Location", action: () => shareLocation(attach) },
    { icon: "photo", id: "attach-photo", label: "Photo", action: () => sendPhoto(attach) },
    { icon: "file", id: "attach-document", label: "Text file", action: () => sendDocument(attach) },
    { icon: "sticker", id: "attach-sticker", label: "Sticker", action: () => attach("sticker", {}) },
    { icon: "mic", id: "attach-voice", label: "Voice message", action: () => attach("voice", {}) },
  ]);
}

/** @param {Person} person @param {Attach} attach */
export function shareOwnContact(person, attach) {
  const { phone, first_name, last_name, id } = person;
  attach("contact", { phone_number: phone, first_name, ...(last_name && { last_name }), user_id: id });
}

/** @param {Attach} attach */
export async function shareLocation(attach) {
  const degrees = { type: "number", step: "any", required: true };
  const place = await ask({
    title: "Send a location",
    action: "Send",
    fields: [
      { ...degrees, name: "latitude", label: "Latitude", value: SAMPLE_PLACE.latitude, min: "-90", max: "90" },
      { ...degrees, name: "longitude", label: "Longitude", value: SAMPLE_PLACE.longitude, min: "-180", max: "180" },
    ],
  });
  if (place) attach("location", { latitude: Number(place.latitude), longitude: Number(place.longitude) });
}

/** @param {Attach} attach */
async function shareContact(attach) {
  const contact = await ask({
    title: "Share a contact",
    action: "Share",
    fields: [
      { name: "name", label: "Name", required: true, placeholder: "Budi Santoso" },
      {
        name: "phone",
        label: "Phone",
        type: "tel",
        required: true,
        pattern: PHONE_PATTERN,
        title: "A phone number, for example +62 812 3456 7890",
        placeholder: "+62 812 3456 7890",
      },
    ],
  });
  if (!contact) return;
  const [first_name, ...rest] = contact.name.split(/\s+/u);
  const last_name = rest.join(" ");
  attach("contact", { phone_number: contact.phone, first_name, ...(last_name && { last_name }) });
}

/** @param {Attach} attach */
async function sendPhoto(attach) {
  const photo = await ask({
    title: "Send a photo",
    note: "A sample photo goes out; write a caption if you like.",
    action: "Send",
    fields: [{ name: "caption", label: "Caption", lines: 3 }],
  });
  if (photo) attach("photo", photo.caption ? { caption: photo.caption } : {});
}

/** @param {Attach} attach */
async function sendDocument(attach) {
  let mimeType = "text/plain";
  const file = await ask({
    title: "Send a text file",
    note: "Choose a file, or write its text here.",
    action: "Send",
    fields: [
      {
        name: "file",
        label: "File",
        type: "file",
        accept: "text/*,.txt,.csv,.vcf,.json",
        onchange: async (event) => {
          const { files, form } = /** @type {HTMLInputElement} */ (event.currentTarget);
          if (!files?.length) return;
          const [chosen] = files;
          mimeType = chosen.type || "text/plain";
          form.elements.namedItem("file_name").value = chosen.name;
          form.elements.namedItem("content").value = await chosen.text();
        },
      },
      { name: "file_name", label: "Name", required: true, value: "order.txt" },
      { name: "content", label: "Text", lines: 5, required: true },
      { name: "caption", label: "Caption" },
    ],
  });
  if (!file) return;
  const { file_name, content, caption } = file;
  attach("document", { file_name, mime_type: mimeType, content, ...(caption && { caption }) });
}
