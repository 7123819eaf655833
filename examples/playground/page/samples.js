// Samples are pairs of texts with a known answer.

// offerSamples fills a list with the samples. Chosen is called with the one that was chosen.
export async function offerSamples(list, about, chosen) {
  const response = await fetch("samples.json");
  if (!response.ok) return; // the page works without
  const samples = await response.json();
  for (const [i, sample] of samples.entries()) list.append(new Option(`${sample.title}: ${sample.verdict}`, i));
  list.addEventListener("change", () => {
    const sample = samples[list.value];
    about.textContent = sample?.about ?? "";
    if (sample) chosen(sample);
  });
}
