using System.Text;
using Hub.EndToEnd.Tests.Stage;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>Every file of the public JSON torture suite at the real socket: as a whole body, and as the input of a rightly signed envelope.</summary>
[Collection(HostileCollection.Name)]
public sealed class When_json_is_hostile(HostileStage hostile)
{
    [Fact]
    public async Task Should_refuse_what_is_no_json_and_read_what_is()
    {
        var folder = Require("data/json-torture");
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(file, Quick.Cancel);
            var name = Path.GetFileName(file);
            var whole = await hostile.AttackSignedAsync(bytes);
            var sale = hostile.CanarySale();
            var input = await hostile.AttackSignedAsync(WithInput(sale.Body, bytes));

            // No file of the suite is an envelope, so nobody is named in it and nobody can be proven.
            Check(name, "body", whole, whole.Status is 400 or 401);
            Check(name, "input", input, name[..2] switch
            {
                "n_" => input.Status == 400,
                "y_" => (input.Status == 200 && input.Field("infcode") != "0") || (input.Status == 400 && input.Text.Contains("INF-1006", StringComparison.Ordinal)),
                _ => input.Status is 200 or 400 && input.Field("infcode") != "0",
            });
        }

        Assert.Empty(wrong);
        await hostile.UnharmedAsync();

        void Check(string name, string where, Answer answer, bool expected)
        {
            if (!expected || answer.Status >= 500)
            {
                wrong.Add($"{name} as {where}: {answer.Status} {answer.Text[..Math.Min(120, answer.Text.Length)]}");
            }
        }
    }

    [Fact]
    public async Task Should_answer_every_message_of_real_vendors_and_crash_at_none()
    {
        var folder = Require("data/nhsa");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(file, Quick.Cancel);
            var stranger = await hostile.AttackAsync(bytes, signature: null, keyId: null);
            var signed = await hostile.AttackSignedAsync(bytes);

            Assert.True(stranger.Status is 400 or 401, $"{Path.GetFileName(file)}: {stranger.Status} {stranger.Text}");
            Assert.True(signed.Status is 400 or 401, $"{Path.GetFileName(file)}: {signed.Status} {signed.Text}");
            await InputsAsync(bytes, Path.GetFileName(file));
        }

        await hostile.UnharmedAsync();
    }

    // Its business part in an envelope of our pharmacy's own: the sender is proven, so field validation and routes are reached.
    private async Task InputsAsync(byte[] bytes, string name)
    {
        using var document = System.Text.Json.JsonDocument.Parse(bytes);
        if (!document.RootElement.TryGetProperty("input", out var input))
        {
            return;
        }

        var sale = hostile.CanarySale();
        var body = Encoding.UTF8.GetString(WithInput(sale.Body, Encoding.UTF8.GetBytes(input.GetRawText())))
            .Replace("\"infno\":\"2102\"", $"\"infno\":\"{name[..4]}\"", StringComparison.Ordinal);
        var answer = await hostile.AttackSignedAsync(Encoding.UTF8.GetBytes(body));
        Assert.True(answer.Status == 200 && answer.Field("infcode").Length > 0, $"{name}: {answer.Status} {answer.Text}");
    }

    private static byte[] WithInput(byte[] envelope, byte[] input)
    {
        var text = envelope.AsSpan();
        var start = text.IndexOf("\"input\":"u8) + "\"input\":".Length;
        return [.. text[..start], .. input, (byte)'}'];
    }

    private static string Require(string relative)
    {
        var path = Repository.Shared(relative);
        Assert.SkipWhen(path is null, $"../shared/{relative} is not on this machine.");
        return path!;
    }
}
