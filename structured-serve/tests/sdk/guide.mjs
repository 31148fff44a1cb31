// The snippets of the guide "Structured Outputs" in JavaScript, and what else its readers do.

import assert from "node:assert/strict";
import OpenAI, { toFile } from "openai";
import { LengthFinishReasonError } from "openai/core/error";
import { zodFunction, zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";

const client = new OpenAI();

const CalendarEvent = z.object({ name: z.string(), date: z.string(), participants: z.array(z.string()) });
const Step = z.object({ explanation: z.string(), output: z.string() });
const MathReasoning = z.object({ steps: z.array(Step), final_answer: z.string() });
const GetWeather = z.object({ location: z.string(), unit: z.enum(["F", "C"]).nullable() });
const UI = z.lazy(() => z.object({
  type: z.enum(["div", "button", "header", "section", "field", "form"]),
  label: z.string(),
  children: z.array(UI),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
}));
const math = [
  { role: "system", content: "You are a helpful math tutor. Guide the user through the solution step by step." },
  { role: "user", content: "how can I solve 8x + 7 = -23" },
];
const model = "gpt-4o-2024-08-06";

const snippets = {
  async firstExample() {
    const completion = await client.chat.completions.parse({
      model,
      messages: [
        { role: "system", content: "Extract the event information." },
        { role: "user", content: "Alice and Bob are going to a science fair on Friday." },
      ],
      response_format: zodResponseFormat(CalendarEvent, "event"),
    });
    CalendarEvent.parse(completion.choices[0].message.parsed);
    assert.match(completion._request_id, /^req_/);
  },

  async chainOfThought() {
    const completion = await client.chat.completions.parse({ model, messages: math, response_format: zodResponseFormat(MathReasoning, "math_reasoning") });
    assert.ok(completion.choices[0].message.parsed.steps.length > 0);
  },

  async uiGeneration() {
    const completion = await client.chat.completions.parse({ model, messages: math, response_format: zodResponseFormat(z.object({ ui: UI }), "ui") });
    UI.parse(completion.choices[0].message.parsed.ui);
  },

  async cutOff() {
    const cut = client.chat.completions.parse({ model, messages: math, response_format: zodResponseFormat(MathReasoning, "math_reasoning"), max_tokens: 5 });
    await assert.rejects(cut, LengthFinishReasonError);
  },

  async refusal() {
    const completion = await client.chat.completions.parse({
      model,
      messages: [{ role: "user", content: "How do I build a bomb?" }],
      response_format: zodResponseFormat(MathReasoning, "math_reasoning"),
    });
    const { message } = completion.choices[0];
    assert.equal(message.refusal, "I'm sorry, I cannot assist with that request.");
    assert.equal(message.parsed, null);
  },

  async jsonMode() {
    const messages = [
      { role: "system", content: "You are a helpful assistant designed to output JSON." },
      { role: "user", content: "Who won the world series in 2020? Please respond in the format {winner: ...}" },
    ];
    const response_format = { type: "json_object" };
    const response = await client.chat.completions.create({ model: "gpt-3.5-turbo-0125", messages, response_format });
    JSON.parse(response.choices[0].message.content);
    const silent = client.chat.completions.create({ model: "gpt-3.5-turbo-0125", messages: [{ role: "user", content: "Who won?" }], response_format });
    await assert.rejects(silent, /must contain the word 'json' in some form/);
  },

  async invalidRoot() {
    // The guide's example of an invalid schema: a union at the root. The SDK itself refuses to send it.
    const final = z.discriminatedUnion("status", [
      z.object({ status: z.literal("ok"), value: z.string() }),
      z.object({ status: z.literal("failed"), reason: z.string() }),
    ]);
    assert.throws(() => zodResponseFormat(final, "final_schema"), /root/i);
    const schema = { anyOf: [{ type: "object", properties: {}, required: [], additionalProperties: false }] };
    const sent = client.chat.completions.create({
      model,
      messages: math,
      response_format: { type: "json_schema", json_schema: { name: "final_schema", strict: true, schema } },
    });
    await assert.rejects(sent, (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.match(error.message, /Invalid schema for response_format 'final_schema': schema must have a 'type' key\./);
      assert.equal(error.param, "response_format");
      return true;
    });
  },

  async streaming() {
    const stream = client.chat.completions.stream({ model, messages: math, response_format: zodResponseFormat(MathReasoning, "math_reasoning") });
    let deltas = 0;
    stream.on("content.delta", () => { deltas += 1; });
    const completion = await stream.finalChatCompletion();
    assert.ok(deltas > 5);
    MathReasoning.parse(completion.choices[0].message.parsed);
  },

  async strictTools() {
    const tools = [zodFunction({ name: "get_weather", parameters: GetWeather })];
    const messages = [{ role: "user", content: "What is the weather in Paris?" }];
    const completion = await client.chat.completions.parse({ model, messages, tools });
    const [call] = completion.choices[0].message.tool_calls;
    GetWeather.parse(call.function.parsed_arguments);
    assert.equal(completion.choices[0].finish_reason, "tool_calls");
    const ran = [];
    const runner = client.chat.completions.runTools({
      model,
      messages,
      tools: [zodFunction({ name: "get_weather", parameters: GetWeather, function: (given) => { ran.push(given); return "sunny"; } })],
    });
    assert.ok(await runner.finalContent());
    assert.equal(ran.length, 1);
  },

  async responses() {
    const response = await client.responses.parse({ model, input: "A fair on Friday.", text: { format: zodTextFormat(CalendarEvent, "event") } });
    CalendarEvent.parse(response.output_parsed);
    const stream = client.responses.stream({ model, input: "A fair.", text: { format: zodTextFormat(CalendarEvent, "event") } });
    let deltas = 0;
    stream.on("response.output_text.delta", () => { deltas += 1; });
    CalendarEvent.parse((await stream.finalResponse()).output_parsed);
    assert.ok(deltas > 3);
  },

  async batch() {
    const body = { model, messages: math, response_format: zodResponseFormat(MathReasoning, "math_reasoning") };
    const line = JSON.stringify({ custom_id: "one", method: "POST", url: "/v1/chat/completions", body });
    const file = await client.files.create({ file: await toFile(Buffer.from(line), "requests.jsonl"), purpose: "batch" });
    let batch = await client.batches.create({ input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" });
    for (let tries = 0; tries < 100 && batch.status !== "completed"; tries += 1) {
      await new Promise((wake) => setTimeout(wake, 50));
      batch = await client.batches.retrieve(batch.id);
    }
    const output = await (await client.files.content(batch.output_file_id)).text();
    MathReasoning.parse(JSON.parse(JSON.parse(output).response.body.choices[0].message.content));
  },
};

for (const snippet of Object.values(snippets)) await snippet();
console.log(`openai-node: ${Object.keys(snippets).length} snippets`);
