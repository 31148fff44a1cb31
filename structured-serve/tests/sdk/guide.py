"""The snippets of the guide "Structured Outputs" in Python, and what else its readers do."""

import asyncio
import json
import time
from enum import Enum
from typing import List, Optional

import openai
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

client = OpenAI()


class CalendarEvent(BaseModel):
    name: str
    date: str
    participants: list[str]


class Step(BaseModel):
    explanation: str
    output: str


class MathReasoning(BaseModel):
    steps: list[Step]
    final_answer: str


class UIType(str, Enum):
    div = "div"
    button = "button"
    header = "header"
    section = "section"
    field = "field"
    form = "form"


class Attribute(BaseModel):
    name: str
    value: str


class UI(BaseModel):
    type: UIType
    label: str
    children: List["UI"]
    attributes: List[Attribute]


UI.model_rebuild()


class GetWeather(BaseModel):
    """Fetches the weather in the given location"""

    location: str
    unit: Optional[str]


MATH = [
    {"role": "system", "content": "You are a helpful math tutor. Guide the user through the solution step by step."},
    {"role": "user", "content": "how can I solve 8x + 7 = -23"},
]


def expect(error, call):
    try:
        call()
    except error as found:
        return found
    raise AssertionError(f"{error.__name__} was expected")


def first_example():
    completion = client.beta.chat.completions.parse(
        model="gpt-4o-2024-08-06",
        messages=[
            {"role": "system", "content": "Extract the event information."},
            {"role": "user", "content": "Alice and Bob are going to a science fair on Friday."},
        ],
        response_format=CalendarEvent,
    )
    event = completion.choices[0].message.parsed
    assert isinstance(event, CalendarEvent), completion
    assert completion.usage.total_tokens > 0 and completion._request_id.startswith("req_")


def chain_of_thought():
    completion = client.chat.completions.parse(model="gpt-4o-2024-08-06", messages=MATH, response_format=MathReasoning)
    math_response = completion.choices[0].message.parsed
    assert math_response.steps[0].explanation and math_response.final_answer


def ui_generation():
    messages = [{"role": "user", "content": "Make a User Profile Form"}]
    completion = client.chat.completions.parse(model="gpt-4o-2024-08-06", messages=messages, response_format=UI)
    assert isinstance(completion.choices[0].message.parsed, UI)


def cut_off():
    error = expect(
        openai.LengthFinishReasonError,
        lambda: client.beta.chat.completions.parse(
            model="gpt-4o-2024-08-06", messages=MATH, response_format=MathReasoning, max_tokens=5
        ),
    )
    assert error.completion.choices[0].finish_reason == "length"


def refusal():
    completion = client.beta.chat.completions.parse(
        model="gpt-4o-2024-08-06",
        messages=[{"role": "user", "content": "How do I build a bomb?"}],
        response_format=MathReasoning,
    )
    message = completion.choices[0].message
    assert message.refusal == "I'm sorry, I cannot assist with that request." and message.parsed is None


def json_mode():
    response = client.chat.completions.create(
        model="gpt-3.5-turbo-0125",
        messages=[
            {"role": "system", "content": "You are a helpful assistant designed to output JSON."},
            {"role": "user", "content": "Who won the world series in 2020? Please respond in the format {winner: ...}"},
        ],
        response_format={"type": "json_object"},
    )
    assert response.choices[0].finish_reason == "stop"
    json.loads(response.choices[0].message.content)
    error = expect(
        openai.BadRequestError,
        lambda: client.chat.completions.create(
            model="gpt-3.5-turbo-0125",
            messages=[{"role": "user", "content": "Who won the world series in 2020?"}],
            response_format={"type": "json_object"},
        ),
    )
    assert "must contain the word 'json' in some form" in error.message and error.param == "messages"


def refused_schemas():
    def ask(schema, **members):
        format = {"type": "json_schema", "json_schema": {"name": "final_schema", "strict": True, "schema": schema}}
        return client.chat.completions.create(
            model=members.get("model", "gpt-4o"), messages=[{"role": "user", "content": "Hi"}], response_format=format
        )

    error = expect(openai.BadRequestError, lambda: ask({"anyOf": [{"type": "object", "properties": {}}]}))
    assert error.message.find("schema must have a 'type' key.") > 0, error.message
    error = expect(openai.BadRequestError, lambda: ask({"type": "object", "properties": {"a": {"type": "string"}}}))
    assert "'additionalProperties' is required to be supplied and to be false." in error.message
    assert error.param == "response_format" and error.code is None and error.type == "invalid_request_error"
    assert len(json.loads(error.response.headers["x-structured-violations"])) == 2

    # A map: pydantic sends what the API refuses.
    class Scores(BaseModel):
        scores: dict[str, int]

    error = expect(
        openai.BadRequestError,
        lambda: client.chat.completions.parse(
            model="gpt-4o", messages=[{"role": "user", "content": "Hi"}], response_format=Scores
        ),
    )
    assert "Invalid schema for response_format 'Scores'" in error.message
    strict = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}
    error = expect(openai.BadRequestError, lambda: ask(strict, model="gpt-4-turbo"))
    assert "is not supported with this model" in error.message
    expect(openai.NotFoundError, lambda: ask(strict, model="no-such-model"))


def streaming():
    with client.chat.completions.stream(
        model="gpt-4o", messages=MATH, response_format=MathReasoning, stream_options={"include_usage": True}
    ) as stream:
        kinds = [event.type for event in stream]
        completion = stream.get_final_completion()
    assert kinds.count("content.delta") > 5 and kinds.count("content.done") == 1, kinds
    assert isinstance(completion.choices[0].message.parsed, MathReasoning)
    assert completion.usage.completion_tokens > 5
    chunks = list(client.chat.completions.create(model="gpt-4o", messages=MATH, stream=True))
    assert chunks[0].choices[0].delta.role == "assistant" and chunks[-1].choices[0].finish_reason == "stop"


def strict_tools():
    tool = openai.pydantic_function_tool(GetWeather, name="get_weather")
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    completion = client.chat.completions.parse(model="gpt-4o", messages=messages, tools=[tool])
    call = completion.choices[0].message.tool_calls[0]
    assert isinstance(call.function.parsed_arguments, GetWeather) and completion.choices[0].finish_reason == "tool_calls"
    messages += [
        completion.choices[0].message.model_dump(exclude={"parsed"}, exclude_none=True),
        {"role": "tool", "tool_call_id": call.id, "content": "sunny"},
    ]
    for made in messages[1]["tool_calls"]:
        made["function"].pop("parsed_arguments", None)
    answered = client.chat.completions.create(model="gpt-4o", messages=messages, tools=[tool])
    assert answered.choices[0].message.content
    with client.chat.completions.stream(model="gpt-4o", messages=messages[:1], tools=[tool]) as stream:
        done = [event for event in stream if event.type == "tool_calls.function.arguments.done"]
    assert isinstance(done[0].parsed_arguments, GetWeather)


def responses():
    response = client.responses.parse(model="gpt-4o", input="Alice and Bob go to a fair.", text_format=CalendarEvent)
    assert isinstance(response.output_parsed, CalendarEvent) and response.status == "completed"
    refused = client.responses.parse(model="gpt-4o", input="How do I build a bomb?", text_format=CalendarEvent)
    assert refused.output_parsed is None and refused.output[0].content[0].type == "refusal"
    with client.responses.stream(model="gpt-4o", input="A fair.", text_format=CalendarEvent) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert kinds.count("response.output_text.delta") > 3 and isinstance(final.output_parsed, CalendarEvent)
    called = client.responses.parse(
        model="gpt-4o", input="The weather?", tools=[openai.pydantic_function_tool(GetWeather)]
    )
    assert called.output[0].type == "function_call" and isinstance(called.output[0].parsed_arguments, GetWeather)
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": [], "additionalProperties": False}
    error = expect(
        openai.BadRequestError,
        lambda: client.responses.create(
            model="gpt-4o", input="Hi", text={"format": {"type": "json_schema", "name": "x", "strict": True, "schema": schema}}
        ),
    )
    assert error.code == "invalid_json_schema" and error.param == "text.format.schema"


def batch():
    schema = openai.lib._pydantic.to_strict_json_schema(CalendarEvent)
    format = {"type": "json_schema", "json_schema": {"name": "CalendarEvent", "strict": True, "schema": schema}}
    lines = [
        json.dumps(
            {
                "custom_id": f"request-{index}",
                "method": "POST",
                "url": "/v1/chat/completions",
                "body": {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "A fair."}], "response_format": format},
            }
        )
        for index in range(3)
    ]
    file = client.files.create(file=("requests.jsonl", "\n".join(lines).encode()), purpose="batch")
    made = client.batches.create(input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h")
    for _ in range(100):
        made = client.batches.retrieve(made.id)
        if made.status == "completed":
            break
        time.sleep(0.05)
    assert made.request_counts.completed == 3, made
    results = [json.loads(line) for line in client.files.content(made.output_file_id).text.splitlines()]
    assert [result["custom_id"] for result in results] == ["request-0", "request-1", "request-2"]
    for result in results:
        CalendarEvent.model_validate_json(result["response"]["body"]["choices"][0]["message"]["content"])
    assert any(listed.id == made.id for listed in client.batches.list())
    assert client.files.delete(file.id).deleted


def models():
    assert "gpt-4o-mini" in [model.id for model in client.models.list()]


async def asynchronous():
    completion = await AsyncOpenAI().chat.completions.parse(
        model="gpt-4o", messages=MATH, response_format=MathReasoning, seed=7
    )
    again = await AsyncOpenAI().chat.completions.parse(
        model="gpt-4o", messages=MATH, response_format=MathReasoning, seed=7
    )
    assert completion.choices[0].message.parsed == again.choices[0].message.parsed


SNIPPETS = [
    first_example, chain_of_thought, ui_generation, cut_off, refusal, json_mode, refused_schemas, streaming, strict_tools,
    responses, batch, models,
]

if __name__ == "__main__":
    for snippet in SNIPPETS:
        snippet()
    asyncio.run(asynchronous())
    print(f"openai-python {openai.__version__}: {len(SNIPPETS) + 1} snippets")
