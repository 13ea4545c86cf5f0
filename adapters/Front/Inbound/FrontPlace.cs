using Hub.Adapters.Front.Wire;

namespace Hub.Adapters.Front.Inbound;

/// <summary>One institution's front machine, its settings resolved.</summary>
/// <param name="Partner">Institution code.</param>
/// <param name="TreatmentDivision">mdtrtarea_admvs of its records.</param>
/// <param name="Encoding">Of its files.</param>
/// <param name="FolderProves">No control file is asked for.</param>
internal sealed record FrontPlace(string Partner, string TreatmentDivision, FrontEncoding Encoding, bool FolderProves);
