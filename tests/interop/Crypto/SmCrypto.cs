using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Interop.Tests.Crypto;

/// <summary>
/// npm sm-crypto, the JavaScript library of most browser front ends, in a pinned version, installed once into a cache outside the tree
/// (<c>$HUB_CACHE</c>, default <c>~/.cache/hub</c>).
/// </summary>
internal static class SmCrypto
{
    private const string Version = "0.3.13";

    private const string Script = """
        const { sm2, sm3, sm4 } = require('sm-crypto');
        const calls = {
          keys: () => sm2.generateKeyPairHex(),
          sign: c => sm2.doSignature(Array.from(Buffer.from(c.message, 'hex')), c.key, { hash: true, der: c.der, publicKey: c.publicKey, userId: c.userId }),
          signDigest: c => sm2.doSignature(Array.from(Buffer.from(c.message, 'hex')), c.key, { hash: false, der: false }),
          verify: c => sm2.doVerifySignature(Array.from(Buffer.from(c.message, 'hex')), c.signature, c.publicKey, { hash: true, der: c.der, userId: c.userId }),
          encrypt: c => sm2.doEncrypt(Buffer.from(c.message, 'hex'), c.publicKey, c.mode),
          decrypt: c => Buffer.from(sm2.doDecrypt(c.cipher, c.key, c.mode, { output: 'array' })).toString('hex'),
          sm3: c => sm3(Array.from(Buffer.from(c.message, 'hex'))),
          sm4: c => sm4.encrypt(Array.from(Buffer.from(c.message, 'hex')), c.key, c.iv ? { mode: 'cbc', iv: c.iv } : {}),
        };
        const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        process.stdout.write(JSON.stringify(input.map(c => calls[c.call](c))));
        """;

    private static readonly Lazy<string?> Folder = new(Install);

    internal static JsonElement Call(params JsonNode[] calls)
    {
        Assert.SkipUnless(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "node and npm are not installed (apt-get install npm)");
        Assert.SkipWhen(Folder.Value is null, "npm could not fetch sm-crypto " + Version);
        var script = Path.Combine(Folder.Value!, "calls.js");
        File.WriteAllText(script, Script);
        var input = Encoding.UTF8.GetBytes(new JsonArray(calls).ToJsonString());
        var (exitCode, output, error) = Tool.Run("node", input, script);
        Assert.True(exitCode == 0, "node: " + error);
        return JsonDocument.Parse(output).RootElement;
    }

    private static string? Install()
    {
        var cache = Environment.GetEnvironmentVariable("HUB_CACHE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "hub");
        var folder = Path.Combine(cache, "npm", "sm-crypto-" + Version);
        Directory.CreateDirectory(folder);
        var isThere = File.Exists(Path.Combine(folder, "node_modules", "sm-crypto", "package.json"));
        return isThere || Fetch(folder) ? folder : null;
    }

    private static bool Fetch(string folder)
    {
        try
        {
            return Tool.Run("npm", [], "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "sm-crypto@" + Version).ExitCode == 0;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
