using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Simulators.Processes;

/// <summary>One institution of a run: who it is and where its private key lies.</summary>
/// <param name="Code"><c>fixmedins_code</c>: H… a hospital, P… a pharmacy.</param>
/// <param name="Name">Made-up name.</param>
/// <param name="Algorithm">Of its key.</param>
/// <param name="KeyFile">PEM file, mode 600.</param>
internal sealed record TownInstitution(string Code, string Name, SignatureAlgorithm Algorithm, string KeyFile)
{
    /// <summary>Name of its key in the registry.</summary>
    public string KeyId => Code + "-1";

    /// <summary>Reads the key.</summary>
    public SigningKey LoadKey() => SigningKey.FromPem(File.ReadAllText(KeyFile), new KeyDescription { KeyId = KeyId, Algorithm = Algorithm });
}

/// <summary>What other processes of a run must know of it.</summary>
/// <param name="Seed">Seed of people and bills.</param>
/// <param name="Division">Division of the city.</param>
/// <param name="Institutions">Who takes part.</param>
internal sealed record TownFile(long Seed, string Division, IReadOnlyList<TownInstitution> Institutions)
{
    /// <summary>Reads the file.</summary>
    public static TownFile Load(string path) => JsonSerializer.Deserialize<TownFile>(File.ReadAllBytes(path), JsonSerializerOptions.Web)!;

    /// <summary>Writes the file.</summary>
    public void Save(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
}
