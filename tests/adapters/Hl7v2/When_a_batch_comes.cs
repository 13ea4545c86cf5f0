using Hub.Adapters.Hl7v2.Tests.Support;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_a_batch_comes
{
    private const string FileHeader = "FHS|^~\\&|HIS|H1|HUB|BUREAU|20260609||||FILE1\r";
    private const string BatchHeader = "BHS|^~\\&|HIS|H1|HUB|BUREAU|20260609||||BATCH1\r";

    [Fact]
    public async Task Should_answer_each_message_inside_a_batch()
    {
        await using var door = new Door();
        var answer = await AskAsync(door, FileHeader + BatchHeader + Texts.Registration("B1") + Texts.Message("ORU^R01", "B2", Texts.Pid) + "BTS|2\rFTS|1\r");
        Assert.StartsWith("FHS|^~\\&|HUB|BUREAU|HIS|H1|", answer, StringComparison.Ordinal);
        Assert.Contains("|BATCH1\r", answer, StringComparison.Ordinal);
        Assert.Contains("MSA|AA|B1\r", answer, StringComparison.Ordinal);
        Assert.Contains("MSA|AR|B2\r", answer, StringComparison.Ordinal);
        Assert.EndsWith("BTS|2\rFTS|1\r", answer, StringComparison.Ordinal);
        Assert.Equal(2, door.Journal.Taken.Count);
    }

    [Theory]
    [InlineData(BatchHeader, "BTS|3\r", "HL7-1014")]
    [InlineData(BatchHeader, "BTS|x\r", "HL7-1014")]
    [InlineData(BatchHeader, "", "HL7-1013")]
    [InlineData("", "BTS|2\r", "HL7-1013")]
    [InlineData(FileHeader + BatchHeader, "BTS|2\r", "HL7-1013")]
    [InlineData(FileHeader + BatchHeader, "BTS|2\rFTS|2\r", "HL7-1014")]
    [InlineData(BatchHeader + BatchHeader, "BTS|2\r", "HL7-1013")]
    public async Task Should_process_nothing_of_a_batch_that_is_not_whole(string header, string trailer, string error)
    {
        await using var door = new Door();
        var answers = await door.AskAsync(System.Text.Encoding.UTF8.GetBytes(header + Texts.Registration("B3") + Texts.Registration("B4") + trailer));
        Assert.Equal(("AR", error), (Assert.Single(answers).Code, answers[0].Error));
        Assert.Empty(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_answer_messages_that_nothing_separates_one_by_one()
    {
        await using var door = new Door();
        var answers = await door.AskAsync(System.Text.Encoding.UTF8.GetBytes(Texts.Registration("B5") + Texts.Registration("B6")));
        Assert.Equal(["B5", "B6"], answers.Select(a => a.ControlId));
    }

    [Fact]
    public async Task Should_answer_a_repeated_batch_from_store()
    {
        await using var door = new Door();
        var batch = BatchHeader + Texts.Registration("B7") + Texts.Registration("B8") + "BTS|2\r";
        var first = Messages(await AskAsync(door, batch));
        Assert.Equal(first, Messages(await AskAsync(door, batch)));
        Assert.Equal(2, door.Journal.Taken.Count);
    }

    private static string Messages(string answer) => answer[answer.IndexOf("MSH", StringComparison.Ordinal)..];

    private static async Task<string> AskAsync(Door door, string batch) =>
        System.Text.Encoding.UTF8.GetString(Assert.Single(await door.AskAsync(System.Text.Encoding.UTF8.GetBytes(batch))).Bytes);
}
