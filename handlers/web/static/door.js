// The camera as a reader of codes, where the browser can read them itself. Without it the number is typed.
// Nothing is received here: what was read goes through the page's own form.

const GOES_ON = "wasshoi-door-camera"; // after a code the page comes again: the camera then goes on

const button = document.getElementById("scan");
const camera = document.getElementById("camera");
const form = document.getElementById("by-code");
const code = document.getElementById("code");

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

async function look(detector) {
  const found = await detector.detect(camera).catch(() => []);
  const read = found.map((each) => each.rawValue).find((value) => value && value !== sessionStorage.getItem("read"));
  if (read === undefined) {
    setTimeout(look, 150, detector);
    return;
  }
  // The same code is still before the camera when the page comes again: once is enough.
  sessionStorage.setItem("read", read);
  sessionStorage.setItem(GOES_ON, "yes");
  navigator.vibrate?.(80);
  code.value = read;
  form.requestSubmit();
}

async function start() {
  try {
    camera.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    button.textContent = "カメラを使えません。番号を入れてください";
    sessionStorage.removeItem(GOES_ON);
    return;
  }
  camera.hidden = false;
  button.textContent = "カメラを止める";
  button.onclick = stop;
  await camera.play();
  look(new BarcodeDetector({ formats: ["qr_code"] }));
}

function stop() {
  sessionStorage.removeItem(GOES_ON);
  camera.srcObject?.getTracks().forEach((track) => track.stop());
  location.reload();
}

if (button && form && (await canRead().catch(() => false))) {
  button.hidden = false;
  button.onclick = () => {
    sessionStorage.removeItem("read");
    start();
  };
  if (sessionStorage.getItem(GOES_ON)) start();
}
