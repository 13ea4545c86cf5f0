using System.CommandLine;
using Hub.Certs.Evidence;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary><c>hub verify FILE</c>: proves a receipt or a day statement offline; trust anchors are all it needs.</summary>
internal static class VerifyCommand
{
    private const long LengthMax = 256 * 1024 * 1024;

    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Receipt, or day statement with its receipt" };
        var anchors = new Option<string?>("--anchors") { Description = "Trust anchors (default: Trust:TrustAnchorsFile)" };
        var content = new Option<string?>("--content") { Description = "The message the receipt is about; proves that it is this one" };
        var command = new Command("verify", "Prove a receipt or a day statement offline: exit 0 if it holds, 1 with the reason if not")
        {
            file, anchors, content,
        };
        command.SetAction(parsed => Run(
            new Output(parsed),
            parsed.GetRequiredValue(file),
            parsed.GetValue(anchors) ?? HubConfiguration.Load(parsed.GetValue(CommandLine.ConfigOption)).Options.Trust.TrustAnchorsFile,
            parsed.GetValue(content)));
        return command;
    }

    private static int Run(Output output, string file, string anchors, string? content)
    {
        var receipt = Read(file);
        var message = content is null ? null : Read(content);
        var statement = StatementFile.Split(receipt);
        if (statement is { } parts)
        {
            (receipt, message) = (parts.Receipt, parts.Statement);
        }

        if (!File.Exists(anchors))
        {
            throw new CommandException(ExitCode.NotFound, $"no trust anchors at {anchors}: name them with --anchors");
        }

        var verdict = ReceiptVerifier.Verify(receipt, TrustAnchors.Load(anchors), message);
        if (statement is { } proven && verdict.IsValid)
        {
            return StatementFile.Report(output, proven.Statement, verdict);
        }

        output.Json(new { valid = verdict.IsValid, refusal = verdict.IsValid ? null : verdict.Refusal.ToString(), message = verdict.Message });
        output.Line(verdict.IsValid
            ? output.Paint("valid", 32) + ": " + verdict.Message
            : output.Paint("refused", 31) + $" ({verdict.Refusal}): " + verdict.Message);
        if (verdict is { IsValid: true, Receipt.Leaf: var leaf })
        {
            output.Line($"  partner {leaf.Partner}, {leaf.Channel} {leaf.Kind}, key {leaf.Key}, {leaf.Decision}");
            output.Line($"  content SHA-256 {leaf.ContentSha256}" + (message is null ? " (compare with --content FILE)" : " (same as the content given)"));
        }

        return verdict.IsValid ? ExitCode.Ok : ExitCode.Failed;
    }

    private static byte[] Read(string file) => new FileInfo(file) switch
    {
        { Exists: false } => throw new CommandException(ExitCode.NotFound, $"no such file: {file}"),
        { Length: > LengthMax } => throw new CommandException(ExitCode.Refused, $"{file} is larger than 256 MiB"),
        _ => File.ReadAllBytes(file),
    };
}
