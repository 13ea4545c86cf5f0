using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Tests.Inbound;

public sealed class When_messages_come_in_a_batch(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_answer_each_in_its_place_with_its_receipt(bool array)
    {
        using var door = new ManyDoor();
        var (status, body) = await door.SendBatchAsync(Batch(array, [.. Enumerable.Range(1, 100).Select(i => ManyDoor.Message(ManyDoor.Big, i))]));
        var answers = Answers(body, array);
        Assert.Equal(200, status);
        Assert.Equal(100, answers.Count);
        Assert.Equal(100, answers.Select(a => a.GetProperty("receipt").GetString()).Distinct().Count());
        Assert.All(answers, a => Assert.Equal(200, a.GetProperty("status").GetInt32()));
        var again = await door.SendBatchAsync(Batch(array, [.. Enumerable.Range(1, 100).Select(i => ManyDoor.Message(ManyDoor.Big, i))]));
        Assert.Equal(body, again.Body);
        Assert.Equal(100, door.Taken.Count);
        for (var i = 0; i < 100; i++)
        {
            var key = door.Taken.Single(t => t.Key.EndsWith((i + 1).ToString("D4"), StringComparison.Ordinal));
            Assert.EndsWith(Convert.ToHexStringLower(key.ContentDigest.Span), answers[i].GetProperty("receipt").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_let_no_bad_record_stop_the_others()
    {
        using var door = new ManyDoor();
        var (_, body) = await door.SendBatchAsync(Batch(
            true, ManyDoor.Message(ManyDoor.Big, 1), "{\"infno\":7}"u8.ToArray(), ManyDoor.Message(ManyDoor.Small, 2), ManyDoor.Message(ManyDoor.Big, 3),
            ManyDoor.Message(ManyDoor.Big, 1, "另一人")));
        var answers = Answers(body, true);
        Assert.Equal(5, answers.Count);
        Assert.Equal([200, 400, 400, 200, 200], answers.Select(a => a.GetProperty("status").GetInt32()));
        Assert.Contains("INF-1107", answers[2].GetProperty("answer").GetRawText(), StringComparison.Ordinal);
        Assert.Single(answers, a => a.GetProperty("answer").GetRawText().Contains("INF-2001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ManyDoor.Foreign)]
    public async Task Should_take_nothing_of_an_unproven_sender(string? signer)
    {
        using var door = new ManyDoor();
        var (status, body) = await door.SendBatchAsync(Batch(true, ManyDoor.Message(ManyDoor.Big, 1)), signer);
        Assert.True(status == 401 || body.Contains("INF-1107", StringComparison.Ordinal));
        Assert.Empty(door.Taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[{}")]
    [InlineData("[{}]x")]
    public async Task Should_refuse_what_is_no_batch(string text)
    {
        using var door = new ManyDoor();
        Assert.Equal(400, (await door.SendBatchAsync(Encoding.UTF8.GetBytes(text))).Status);
    }

    [Fact]
    public async Task Should_refuse_more_records_than_allowed()
    {
        using var door = new ManyDoor(recordsMax: 2);
        var (status, body) = await door.SendBatchAsync(Batch(true, [.. Enumerable.Range(1, 3).Select(i => ManyDoor.Message(ManyDoor.Big, i))]));
        Assert.Equal(400, status);
        Assert.Contains("INF-1112", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_cut_or_refuse_whatever_the_bytes_are()
    {
        var seed = Environment.TickCount;
        output.WriteLine("seed " + seed);
        var random = new Random(seed);
        var samples = new[] { Batch(true, ManyDoor.Message(ManyDoor.Big, 1), "{}"u8.ToArray()), Batch(false, "{\"a\":1}"u8.ToArray(), "{}"u8.ToArray()) };
        for (var i = 0; i < 60_000; i++)
        {
            var bytes = samples[i % 2].ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.InRange(BatchReader.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)), new WireLimits(), 100, out _).Count, 1, 100);
            }
            catch (WireRefusedException)
            {
                // Refused.
            }

            try
            {
                RelayReader.Read(bytes, new WireLimits());
            }
            catch (WireRefusedException)
            {
                // Refused.
            }
        }
    }

    private static byte[] Batch(bool array, params byte[][] records)
    {
        var text = string.Join(array ? ",\n" : "\n", records.Select(Encoding.UTF8.GetString));
        return Encoding.UTF8.GetBytes(array ? "[" + text + "]" : text + "\n");
    }

    private static List<JsonElement> Answers(string body, bool array) => array
        ? [.. JsonDocument.Parse(body).RootElement.EnumerateArray()]
        : [.. body.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
}
