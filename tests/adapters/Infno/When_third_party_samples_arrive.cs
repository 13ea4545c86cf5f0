using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Validation;

namespace Hub.Adapters.Infno.Tests;

public class When_third_party_samples_arrive
{
    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        var folder = SharedFiles.Find("data/nhsa");
        foreach (var file in folder is null ? new List<string> { "absent" } : Directory.GetFiles(folder, "*.json").Order().ToList())
        {
            data.Add(Path.GetFileName(file));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Should_pass_the_reader_and_the_rules(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedFiles.Require("data/nhsa"), file));
        var infno = file[..4];
        var profile = InfnoProfileLoader.Shipped(infno == "9001" ? "guangdong" : "national") with { TimeTolerance = TimeSpan.Zero };
        if (file.Contains("request", StringComparison.Ordinal))
        {
            var request = EnvelopeReader.ReadRequest(bytes, profile.Limits);
            if (infno == "3103")
            {
                var refusal = Assert.Throws<WireRefusedException>(() => BodyOpener.ReadInput(request, profile));
                Assert.Equal(InfnoErrorCodes.UnknownTransaction, refusal.Violation.Error);
                return;
            }

            var violations = InfnoValidator.Check(request, BodyOpener.ReadInput(request, profile), profile, Messages.Now);
            Assert.False(InfnoValidator.Refuses(violations), ErrorText.For(violations));
            return;
        }

        var response = EnvelopeReader.ReadResponse(bytes, profile.Limits);
        Assert.Equal(infno != "3103", response.Envelope.IsSuccess);
        if (infno != "3103")
        {
            var output = BodyOpener.ReadOutput(response, infno, profile);
            var structural = InfnoValidator.CheckBody(output, profile)
                .Where(v => v.Severity == Severity.Refuse && v.Error != InfnoErrorCodes.FieldRequired).ToList();
            Assert.True(structural.Count == 0, ErrorText.For(structural));
        }
    }

    [Fact]
    public void Should_keep_the_exact_bytes_of_the_output()
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedFiles.Require("data/nhsa"), "1101_response_7.json"));
        var response = EnvelopeReader.ReadResponse(bytes, InfnoProfileLoader.National.Limits);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        var start = text.IndexOf("\"output\":", StringComparison.Ordinal) + 9;
        Assert.Equal(text[start..text.LastIndexOf('}')], System.Text.Encoding.UTF8.GetString(response.RawOutput.Span));
    }

    [Fact]
    public void Should_read_negative_amounts_of_a_cancellation_to_the_fen()
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedFiles.Require("data/nhsa"), "2208_response_1.json"));
        var output = BodyOpener.ReadOutput(
            EnvelopeReader.ReadResponse(bytes, InfnoProfileLoader.National.Limits), "2208", InfnoProfileLoader.National);
        var row = output.First("setlinfo")!.Value;
        Assert.Equal((-2510L, -2510L, 0L, null, 137815L), (row.Fen("medfee_sumamt"), row.Fen("acct_pay"), row.Fen("psn_cash_pay"), row.Fen("psn_part_amt"), row.Fen("balc")));
        Assert.Equal(new DateTime(2021, 11, 26, 11, 41, 26), row.DateTime("setl_time"));
    }
}
