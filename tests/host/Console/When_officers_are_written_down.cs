using System.Text;
using Hub.Console.Officers;

namespace Hub.Console.Tests;

public sealed class When_officers_are_written_down : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-officers-").FullName;

    private string File => Path.Combine(folder, "officers.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Should_show_the_token_once_and_keep_its_digest_only()
    {
        var token = OfficerFile.Add(File, new NewOfficer("wang", "王芳", OfficerRoles.View | OfficerRoles.Release));
        var text = System.IO.File.ReadAllText(File);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.Contains("王芳", text, StringComparison.Ordinal);
        var officers = new OfficerFile(File).Current;
        Assert.Equal("wang", officers.FindToken(token)?.Id);
        Assert.Null(officers.FindToken(token + "x"));
        Assert.Null(officers.FindToken(""));
        Assert.Equal(OfficerRoles.View | OfficerRoles.Release, officers.Find("wang")!.Roles);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Should_keep_the_officers_that_are_there()
    {
        var first = OfficerFile.Add(File, new NewOfficer("wang", "Wang", OfficerRoles.View, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(8))));
        OfficerFile.Add(File, new NewOfficer("chen", "Chen", OfficerRoles.Seal));
        var officers = new OfficerFile(File).Current;
        Assert.Equal(["wang", "chen"], officers.Officers.Select(officer => officer.Id));
        Assert.Equal("wang", officers.FindToken(first)?.Id);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero), officers.Find("wang")!.NotAfter);
    }

    [Fact]
    public void Should_refuse_an_id_twice_and_change_nothing()
    {
        OfficerFile.Add(File, new NewOfficer("wang", "Wang", OfficerRoles.View));
        var before = System.IO.File.ReadAllText(File);
        var refused = Assert.Throws<InvalidOfficersException>(() => OfficerFile.Add(File, new NewOfficer("WANG", "Other", OfficerRoles.Release)));
        Assert.Equal("id", Assert.Single(refused.Problems).Field);
        Assert.Equal(before, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Should_name_every_problem_with_its_fix()
    {
        const string Json =
            """
            { "version": 2, "officers": [
              { "id": "hub", "name": "", "roles": [], "tokenSha256": "secret", "notAfter": "tomorrow", "status": "retired", "rols": 1 },
              { "id": "a b", "roles": ["view", "root"], "tokenSha256": "SHA" } ], "extra": true }
            """;
        var refused = Assert.Throws<InvalidOfficersException>(() => OfficerFile.Parse(Encoding.UTF8.GetBytes(Json), "officers.json"));
        Assert.Equal(
            ["extra", "version", "id", "name", "tokenSha256", "roles", "notAfter", "status", "rols", "id", "name", "tokenSha256", "roles[1]"],
            refused.Problems.Select(problem => problem.Field));
        Assert.All(refused.Problems, problem => Assert.True(problem.Fix.Length > 5 && problem.File == "officers.json", problem.ToString()));

        // What stands where a digest belongs may be the token itself.
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"version\": 1, \"version\": 1, \"officers\": [] }")]
    [InlineData("{ \"version\": 1, \"officers\": {} }")]
    [InlineData("nothing")]
    public void Should_refuse_what_is_no_officers_file(string json) =>
        Assert.Throws<InvalidOfficersException>(() => OfficerFile.Parse(Encoding.UTF8.GetBytes(json), "officers.json"));

    [Fact]
    public void Should_let_nobody_in_when_there_is_no_file() => Assert.Empty(new OfficerFile(File).Current.Officers);

    [Fact]
    public void Should_go_on_with_the_last_good_list_when_the_file_turns_wrong()
    {
        var token = OfficerFile.Add(File, new NewOfficer("wang", "Wang", OfficerRoles.View));
        var officers = new OfficerFile(File);
        Assert.False(officers.ReloadIfChanged());
        System.IO.File.WriteAllText(File, "{");
        Assert.Throws<InvalidOfficersException>(() => officers.ReloadIfChanged());
        Assert.Equal("wang", officers.Current.FindToken(token)?.Id);
        System.IO.File.Delete(File);
        Assert.True(officers.ReloadIfChanged());
        Assert.Null(officers.Current.FindToken(token));
    }

    [Fact]
    public void Should_make_each_token_of_256_random_bits()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => AccessToken.NewForOfficer()).ToList();
        Assert.Equal(100, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(token.AsSpan("hub-officer-".Length)).Length));
    }
}
